import { type SeatCounts, STATUSES, type StatusCounts } from '../types.ts';

/** Counts of seats that are kept right change by change. */
export type Tally = {
  move(section: number, price: number, from: number, to: number): void;
  add(section: number, price: number, status: number): void;
  read(): SeatCounts;
};

function countsAt(counts: Int32Array, place: number): StatusCounts {
  const [available, held, sold, withdrawn] = counts.subarray(place * STATUSES.length, (place + 1) * STATUSES.length);
  return { available: available ?? 0, held: held ?? 0, sold: sold ?? 0, withdrawn: withdrawn ?? 0 };
}

/** Counts by section and by price, both known by their places. */
export function createTally(sections: number, prices: number): Tally {
  const bySection = new Int32Array(sections * STATUSES.length);
  const byPrice = new Int32Array(prices * STATUSES.length);
  const total = new Int32Array(STATUSES.length);
  const shift = (section: number, price: number, status: number, by: number) => {
    const places: [Int32Array, number][] = [
      [bySection, section * STATUSES.length + status],
      [byPrice, price * STATUSES.length + status],
      [total, status],
    ];
    for (const [counts, place] of places) counts[place] = (counts[place] ?? 0) + by;
  };
  return {
    add: (section, price, status) => shift(section, price, status, 1),
    move(section, price, from, to) {
      shift(section, price, from, -1);
      shift(section, price, to, 1);
    },
    read: () => ({
      total: countsAt(total, 0),
      sections: Array.from({ length: sections }, (_, i) => countsAt(bySection, i)),
      prices: Array.from({ length: prices }, (_, i) => countsAt(byPrice, i)),
    }),
  };
}
