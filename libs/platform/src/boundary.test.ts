import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { across, acrossStream, watchBoundaries } from './boundary.ts';

const told: string[] = [];
let unwatch: () => void;

beforeEach(() => {
  told.length = 0;
  unwatch = watchBoundaries((name, side) => told.push(`${side} ${name}`));
});

afterEach(() => unwatch());

test('a boundary is told before and after the work', async () => {
  const result = await across('commit', async () => told.push('work'));
  expect(result).toBe(2);
  expect(told).toEqual(['before commit', 'work', 'after commit']);
});

test('one that was not crossed is not told as crossed', async () => {
  const failing = across('commit', async () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(told).toEqual(['before commit']);
});

test('a stream is across at its end', async () => {
  async function* two() {
    yield 1;
    yield 2;
  }
  for await (const n of acrossStream('call', two())) told.push(String(n));
  expect(told).toEqual(['1', '2', 'after call']);
});

test('nobody is told any more afterwards', async () => {
  unwatch();
  await across('commit', async () => undefined);
  expect(told).toEqual([]);
});
