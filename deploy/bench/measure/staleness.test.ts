import { expect, test } from '@jest/globals';
import { p99 } from './staleness.ts';

test('of a hundred samples one may be larger', () => {
  const samples = Array.from({ length: 100 }, (_, n) => n + 1);
  expect(p99(samples.toReversed())).toBe(99);
  expect(p99([7])).toBe(7);
  expect(() => p99([])).toThrow('no samples');
});
