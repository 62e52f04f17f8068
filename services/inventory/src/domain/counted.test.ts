import { expect, test } from '@jest/globals';
import { countedAgain, type EventMark, stillCounts } from './counted.ts';

const MARK: EventMark = { tickets: 100, prices: 2, line: 40 };

test('an event that was counted while nobody wrote is not counted again', () => {
  const counted = countedAgain(undefined, MARK, { oldest: 70, next: 70 });
  expect(stillCounts(counted, MARK)).toBe(true);
});

test('an event is counted again until all have ended who wrote when its mark was seen first', () => {
  const fresh = countedAgain(undefined, MARK, { oldest: 68, next: 70 });
  expect(stillCounts(fresh, MARK)).toBe(false);
  const early = countedAgain(fresh, MARK, { oldest: 69, next: 90 });
  expect(stillCounts(early, MARK)).toBe(false);
  const settled = countedAgain(early, MARK, { oldest: 70, next: 95 });
  expect(stillCounts(settled, MARK)).toBe(true);
});

test.each<[string, Partial<EventMark>]>([
  ['a change of a ticket', { line: 41 }],
  ['a new batch', { tickets: 101 }],
  ['another price', { prices: 3 }],
])('%s makes it be counted, and again until who wrote then has ended', (_what, change) => {
  const settled = countedAgain(undefined, MARK, { oldest: 70, next: 70 });
  const changed = { ...MARK, ...change };
  expect(stillCounts(settled, changed)).toBe(false);
  const again = countedAgain(settled, changed, { oldest: 71, next: 80 });
  expect(stillCounts(again, changed)).toBe(false);
  expect(stillCounts(countedAgain(again, changed, { oldest: 80, next: 82 }), changed)).toBe(true);
});
