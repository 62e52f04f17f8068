import { expect, test } from '@jest/globals';
import { createBatcher } from './batcher.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a lone item is flushed alone, the next ones gather while it is under way', async () => {
  const sizes: number[] = [];
  const double = createBatcher<number, number>(async (items) => {
    sizes.push(items.length);
    await sleep(20);
    return items.map((n) => n * 2);
  });
  const first = double(1);
  await sleep(5);
  const rest = [2, 3, 4].map((n) => double(n));
  expect(await Promise.all([first, ...rest])).toEqual([2, 4, 6, 8]);
  expect(sizes).toEqual([1, 3]);
});

test('an error as a result rejects its item alone', async () => {
  const batch = createBatcher<number, number>(async (items) => items.map((n) => (n === 2 ? new Error('two') : n)));
  const results = await Promise.allSettled([1, 2, 3].map((n) => batch(n)));
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('an item that breaks its batch fails by itself', async () => {
  const batch = createBatcher<number, number>(async (items) => {
    if (items.includes(2)) throw new Error('poison');
    return items;
  });
  const results = await Promise.allSettled([1, 2, 3].map((n) => batch(n)));
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('no batch is larger than the bound and no more lanes run than allowed', async () => {
  let running = 0;
  let widest = 0;
  let largest = 0;
  const batch = createBatcher<number, number>(
    async (items) => {
      widest = Math.max(widest, ++running);
      largest = Math.max(largest, items.length);
      await sleep(2);
      running--;
      return items;
    },
    { maxBatch: 4, lanes: 2 },
  );
  const all = await Promise.all(Array.from({ length: 50 }, (_, n) => batch(n)));
  expect(all).toHaveLength(50);
  expect({ widest, largest }).toEqual({ widest: 2, largest: 4 });
});

test('beyond the bound of waiting items new ones are refused as overloaded', async () => {
  const batch = createBatcher<number, number>(async (items) => items, { maxWaiting: 2 });
  const results = await Promise.allSettled([1, 2, 3].map((n) => batch(n)));
  expect(results[2]).toMatchObject({ status: 'rejected', reason: { reason: 'overloaded' } });
});
