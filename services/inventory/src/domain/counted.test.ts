import { expect, test } from '@jest/globals';
import { countedAgain, type EventMark, stillCounts } from './counted.ts';

const MARK: EventMark = { tickets: 100, prices: 2, line: 40 };
const fresh = countedAgain(undefined, MARK, 1000);

test('an event is counted again until its mark has stayed the same for five seconds', () => {
  expect(stillCounts(fresh, MARK, 1250)).toBe(false);
  const early = countedAgain(fresh, MARK, 5900);
  expect(stillCounts(early, MARK, 5950)).toBe(false);
  const settled = countedAgain(early, MARK, 6000);
  expect(stillCounts(settled, MARK, 6250)).toBe(true);
});

test.each<[string, Partial<EventMark>]>([
  ['a change of a ticket', { line: 41 }],
  ['a new batch', { tickets: 101 }],
  ['another price', { prices: 3 }],
])('%s makes it be counted, and for five seconds after', (_what, change) => {
  const settled = countedAgain(fresh, MARK, 10_000);
  const changed = { ...MARK, ...change };
  expect(stillCounts(settled, changed, 10_250)).toBe(false);
  const again = countedAgain(settled, changed, 10_250);
  expect(stillCounts(again, changed, 10_500)).toBe(false);
});

test('after ten seconds it is counted in any case', () => {
  const settled = countedAgain(fresh, MARK, 10_000);
  expect(stillCounts(settled, MARK, 19_999)).toBe(true);
  expect(stillCounts(settled, MARK, 20_000)).toBe(false);
});
