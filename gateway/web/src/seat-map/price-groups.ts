import type { Look } from './canvas/looks.ts';
import { priceColour } from './canvas/palette.ts';
import type { StatusCounts } from './types.ts';

/** Prices that share a colour, which is also the look of their available seats. */
export type PriceGroup = { look: Look; least: number; most: number; available: number };

/** Groups prices, the dearest first, by the colours that they have on the map. */
export function priceGroups(prices: readonly number[], counts: readonly StatusCounts[]): PriceGroup[] {
  const groups = new Map<Look, PriceGroup>();
  prices.forEach((price, rank) => {
    const look = priceColour(rank, prices.length);
    const group = groups.get(look) ?? { look, least: price, most: price, available: 0 };
    group.least = price;
    group.available += counts[rank]?.available ?? 0;
    groups.set(look, group);
  });
  return [...groups.values()];
}
