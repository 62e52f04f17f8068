import { expect, test } from '@jest/globals';
import { smoothness } from './pan.ts';

test('frames at even distances are so many a second', () => {
  const frames = Array.from({ length: 61 }, (_, i) => 1000 + (i * 1000) / 60);
  const { framesPerSecond, slowIntervalMs, frames: count } = smoothness(frames);
  expect(framesPerSecond).toBeCloseTo(60);
  expect(slowIntervalMs).toBeCloseTo(1000 / 60);
  expect(count).toBe(60);
});

test('one long frame in ten shows in the slowest twentieth', () => {
  const frames = Array.from({ length: 101 }, (_, i) => i * 10 + Math.floor(i / 10) * 90);
  expect(smoothness(frames).slowIntervalMs).toBe(100);
});

test('nothing is said of a page that drew nothing', () => {
  expect(() => smoothness([])).toThrow('no frames');
});
