import { expect, test } from '@jest/globals';
import { median, ratioOf, summarize, verdictOf } from './ratios.ts';

const goal = { target: 1.5, stretch: 2.5 };

test('the median is the middle value, or the mean of the two in the middle', () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => median([])).toThrow('no median');
});

test('a ratio to nothing is refused', () => {
  expect(ratioOf(3, 2)).toBe(1.5);
  expect(() => ratioOf(1, 0)).toThrow('compared');
  expect(() => ratioOf(Number.NaN, 1)).toThrow('compared');
});

test('a measure is summed up by its lowest, middle and highest round', () => {
  expect(summarize({ rounds: [3, 1, 2] })).toEqual({ median: 2, min: 1, max: 3 });
});

test.each([
  ['higher', 1.4, 'missed'],
  ['higher', 1.5, 'target'],
  ['higher', 2.5, 'stretch'],
] as const)('more is better: %s %p is %s', (better, value, verdict) => {
  expect(verdictOf({ ...goal, better, rounds: [value] })).toBe(verdict);
});

test.each([
  ['lower', 6.1, 'missed'],
  ['lower', 6, 'target'],
  ['lower', 3, 'stretch'],
] as const)('less is better: %s %p is %s', (better, value, verdict) => {
  expect(verdictOf({ target: 6, stretch: 3, better, rounds: [value] })).toBe(verdict);
});
