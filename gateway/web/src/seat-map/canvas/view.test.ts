import { expect, test } from '@jest/globals';
import { clampView, fitView, reveal, scaleLimits, sharpScale, toFrame, toMap, zoomAt } from './view.ts';

const map = { width: 300, height: 200 };
const frame = { width: 900, height: 500 };

test('the whole map fits, in the middle', () => {
  const view = fitView(map, frame, 1);
  const { x: left, y: top } = toFrame(view, { x: 0, y: 0 });
  const { x: right, y: bottom } = toFrame(view, { x: 300, y: 200 });
  expect(left).toBeGreaterThanOrEqual(12);
  expect(top).toBeGreaterThanOrEqual(12);
  expect(Math.abs(frame.width - right - left)).toBeLessThanOrEqual(1);
  expect(Math.abs(frame.height - bottom - top)).toBeLessThanOrEqual(1);
  expect(view.scale * 8).toBe(Math.round(view.scale * 8));
});

test('a map of a few seats is not blown up', () => {
  expect(scaleLimits({ width: 4, height: 4 }, frame, 2).least).toBe(68);
});

test('what is under the pointer stays there', () => {
  const view = fitView(map, frame, 1);
  const before = toMap(view, { x: 200, y: 100 });
  const after = toMap(zoomAt(view, 20, { x: 200, y: 100 }), { x: 200, y: 100 });
  expect(after.x).toBeCloseTo(before.x);
  expect(after.y).toBeCloseTo(before.y);
});

test('a large map can not be pushed out of the frame', () => {
  expect(clampView({ scale: 10, x: -500, y: 99_999 }, map, frame, 1)).toEqual({ scale: 10, x: -12, y: 1512 });
});

test('a place out of sight is brought into the frame, one in sight leaves it as it is', () => {
  const view = { scale: 10, x: 0, y: 0 };
  expect(reveal(view, { x: 30, y: 20 }, frame, 40)).toEqual(view);
  expect(toFrame(reveal(view, { x: 200, y: 0 }, frame, 40), { x: 200, y: 0 })).toEqual({ x: 860, y: 40 });
});

test('large pitches are whole pixels, small ones eighths', () => {
  expect([12.4, 9.99, 2.7, 0.01].map(sharpScale)).toEqual([12, 10, 2.75, 0.125]);
});
