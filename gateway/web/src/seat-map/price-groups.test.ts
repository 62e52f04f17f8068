import { expect, test } from '@jest/globals';
import { priceGroups } from './price-groups.ts';

const left = (...available: number[]) =>
  available.map((count) => ({ available: count, held: 1, sold: 1, withdrawn: 1 }));

test('each price has its colour as long as there are enough of them', () => {
  expect(priceGroups([900, 500], left(3, 4))).toEqual([
    { look: 0, least: 900, most: 900, available: 3 },
    { look: 1, least: 500, most: 500, available: 4 },
  ]);
});

test('more prices share colours, with their seats added up', () => {
  const prices = [900, 800, 700, 600, 500, 400, 300];
  const groups = priceGroups(prices, left(1, 2, 3, 4, 5, 6, 7));
  expect(groups).toHaveLength(6);
  expect(groups[0]).toEqual({ look: 0, least: 800, most: 900, available: 3 });
  expect(groups.reduce((sum, { available }) => sum + available, 0)).toBe(28);
});
