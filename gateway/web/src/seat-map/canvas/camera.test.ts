import { expect, test } from '@jest/globals';
import { createCamera } from './camera.ts';

const map = { width: 300, height: 200 };
const frame = { width: 900, height: 500 };
const middle = { x: 450, y: 250 };

test('it begins with the whole map and comes back to it', () => {
  const camera = createCamera(map, frame, 1, undefined);
  const whole = camera.view();
  expect(camera.isWhole()).toBe(true);
  camera.zoom(4, middle, false);
  camera.pan(50, 0);
  expect(camera.isWhole()).toBe(false);
  camera.fit();
  expect(camera.view()).toEqual(whole);
});

test('small steps of a zoom add up', () => {
  const camera = createCamera(map, frame, 1, undefined);
  const { scale } = camera.view();
  for (let step = 0; step < 100; step++) camera.zoom(1.01, middle, false);
  expect(camera.view().scale / scale).toBeCloseTo(1.01 ** 100, 0);
  expect(camera.view().scale * 8).toBe(Math.round(camera.view().scale * 8));
});

test('it zooms neither further out than the whole nor in without end', () => {
  const camera = createCamera(map, frame, 2, undefined);
  const { scale } = camera.view();
  camera.zoom(0.1, middle, false);
  expect(camera.view().scale).toBe(scale);
  camera.zoom(1000, middle, false);
  expect(camera.view().scale).toBe(112);
});

test('a pinch follows the fingers and comes to rest at a sharp scale', () => {
  const camera = createCamera(map, frame, 1, undefined);
  camera.zoom(7.77, middle, true);
  expect(camera.view().scale).not.toBe(Math.round(camera.view().scale));
  camera.settle();
  expect(camera.view().scale).toBe(Math.round(camera.view().scale));
});

test('another frame keeps the whole map whole and a part in the middle', () => {
  const camera = createCamera(map, frame, 1, undefined);
  camera.resize({ width: 400, height: 400 }, 1);
  expect(camera.isWhole()).toBe(true);
  camera.zoom(10, { x: 200, y: 200 }, false);
  const { scale, x } = camera.view();
  camera.resize({ width: 800, height: 400 }, 1);
  expect(camera.view().scale).toBe(scale);
  expect(Math.abs(camera.view().x - (x - 200))).toBeLessThanOrEqual(1);
});

test('a view that was kept is shown again', () => {
  const camera = createCamera(map, frame, 1, undefined);
  camera.zoom(6, middle, false);
  expect(createCamera(map, frame, 1, camera.view()).view()).toEqual(camera.view());
});
