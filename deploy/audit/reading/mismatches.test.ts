import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mismatches, type Ordered, type Pair } from './mismatches.ts';

type Item = { key: number; owner: number };

async function* inBatches(rows: Item[], size: number): AsyncGenerator<Item[]> {
  for (let i = 0; i < rows.length; i += size) yield rows.slice(i, i + size);
}

const ordered = (rows: Item[], size: number): Ordered<Item> => ({
  batches: inBatches(
    rows.toSorted((a, b) => a.key - b.key),
    size,
  ),
  keyOf: ({ key }) => key,
});

async function collect(pairs: AsyncIterable<Pair<Item, Item>>): Promise<Pair<Item, Item>[]> {
  const all: Pair<Item, Item>[] = [];
  for await (const pair of pairs) all.push(pair);
  return all;
}

const sameOwners = (left: Item[], right: Item[]) =>
  left.length === right.length && left.every(({ owner }, i) => owner === right[i]?.owner);

test('two sides that agree have no mismatches', async () => {
  const rows = [1, 2, 3, 4, 5].map((key) => ({ key, owner: key }));
  expect(await collect(mismatches(ordered(rows, 2), ordered(rows, 3), sameOwners))).toEqual([]);
});

test('what is missing on one side, or differs, is told with both sides', async () => {
  const left = [1, 2, 3].map((key) => ({ key, owner: 7 }));
  const right = [
    { key: 2, owner: 8 },
    { key: 3, owner: 7 },
    { key: 4, owner: 7 },
  ];
  expect(await collect(mismatches(ordered(left, 1), ordered(right, 1), sameOwners))).toEqual([
    { key: 1, left: [{ key: 1, owner: 7 }], right: [] },
    { key: 2, left: [{ key: 2, owner: 7 }], right: [{ key: 2, owner: 8 }] },
    { key: 4, left: [], right: [{ key: 4, owner: 7 }] },
  ]);
});

test('however the rows are cut into batches, every key is compared once and whole', async () => {
  const rows = fc.array(fc.record({ key: fc.nat(12), owner: fc.nat(2) }), { maxLength: 30 });
  const size = fc.integer({ min: 1, max: 7 });
  await fc.assert(
    fc.asyncProperty(rows, rows, size, size, async (left, right, leftSize, rightSize) => {
      const pairs = await collect(mismatches(ordered(left, leftSize), ordered(right, rightSize), () => false));
      const keys = [...new Set([...left, ...right].map(({ key }) => key))].sort((a, b) => a - b);
      expect(pairs).toEqual(
        keys.map((key) => ({
          key,
          left: left.filter((row) => row.key === key),
          right: right.filter((row) => row.key === key),
        })),
      );
    }),
  );
});
