/** A way to narrow a search for seats: a section, with the price it begins at, or the highest price. */
export type Offer =
  | { id: string; kind: 'section'; section: string; from: number; single: boolean }
  | { id: string; kind: 'price'; price: number };

type Source = { seats: readonly { section: string; price: number }[]; prices: readonly number[] };

/** The sections and price limits of a map. One that would not narrow anything is left out. */
export function offersOf({ seats, prices }: Source): Offer[] {
  const ranges = new Map<string, { from: number; to: number }>();
  for (const { section, price } of seats) {
    const range = ranges.get(section);
    if (!range) ranges.set(section, { from: price, to: price });
    else if (price < range.from) range.from = price;
    else if (price > range.to) range.to = price;
  }
  const sections = [...ranges].map(([section, { from, to }], place): Offer => {
    return { id: `section-${place}`, kind: 'section', section, from, single: from === to };
  });
  const limits = prices
    .toSorted((a, b) => b - a)
    .slice(1)
    .map((price): Offer => ({ id: `price-${price}`, kind: 'price', price }));
  return [...(sections.length > 1 ? sections : []), ...limits];
}

/** What the offer of an id asks for; nothing for an id that is not among them. */
export function readOffer(offers: readonly Offer[], id: string): { section?: string; maxPrice?: number } {
  const offer = offers.find((one) => one.id === id);
  if (!offer) return {};
  return offer.kind === 'section' ? { section: offer.section } : { maxPrice: offer.price };
}
