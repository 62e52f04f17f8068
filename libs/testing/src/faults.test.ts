import { expect, test } from '@jest/globals';
import { chooseFaults } from './faults.ts';

const RATES = { lost_reply: 0.2, error_before: 0.1, slow: 0.3 };
const names = Array.from({ length: 5000 }, (_, i) => `POST /charges purchase-${i}-1`);

test('the same seed strikes the same requests, in whatever order they come', () => {
  const first = chooseFaults({ seed: 7, ...RATES });
  const second = chooseFaults({ seed: 7, ...RATES });
  const struck = new Map(names.map((name) => [name, first.choose(name)]));
  for (const name of names.toReversed()) expect(second.choose(name)).toBe(struck.get(name));
  const other = chooseFaults({ seed: 8, ...RATES });
  expect(names.filter((name) => other.choose(name) !== struck.get(name)).length).toBeGreaterThan(1000);
});

test('each fault strikes its share', () => {
  const chooser = chooseFaults({ seed: 7, ...RATES });
  const struck = names.map((name) => chooser.choose(name) ?? 'none');
  for (const [fault, share] of Object.entries({ ...RATES, none: 0.4 })) {
    expect(Math.abs(struck.filter((one) => one === fault).length / names.length - share)).toBeLessThan(0.03);
  }
});

test('a request that is sent again may fare otherwise', () => {
  const chooser = chooseFaults({ seed: 7, lost_reply: 0.5 });
  expect(new Set(Array.from({ length: 20 }, () => chooser.choose('POST /refunds refund-1-1'))).size).toBe(2);
});

test('a fault that is asked for strikes the next request of that name, once', () => {
  const chooser = chooseFaults();
  chooser.failNext('lost_reply', 'POST /refunds');
  expect(['POST /charges a', 'POST /refunds a', 'POST /refunds a'].map(chooser.choose)).toEqual([
    undefined,
    'lost_reply',
    undefined,
  ]);
});

test.each([{ slow: -0.1 }, { slow: Number.NaN }, { slow: 0.6, twice: 0.5 }])('%j are no shares', (rates) => {
  expect(() => chooseFaults({ seed: 1, ...rates })).toThrow(RangeError);
});
