import { type SeatCounts, STATUSES } from '../types.ts';
import { createTally } from './counts.ts';

type Shape = { seats: number; sections: number; prices: number; sectionOf: Int32Array; priceOf: Int32Array };

/** Statuses of seats by index, their counts, and who wants to hear of changes. */
export type LiveStatuses = {
  values: Uint8Array;
  counts(): SeatCounts;
  /** Sets statuses by index and tells the listeners once, of those that differ. */
  set(changes: Iterable<readonly [index: number, status: number]>): void;
  watch(listener: (indices: readonly number[]) => void): () => void;
};

/** Begins with the statuses that `statusAt` answers. */
export function createLiveStatuses(shape: Shape, statusAt: (index: number) => number): LiveStatuses {
  const { seats, sections, prices, sectionOf, priceOf } = shape;
  const values = new Uint8Array(seats);
  const tally = createTally(sections, prices);
  const listeners = new Set<(indices: readonly number[]) => void>();
  for (let index = 0; index < seats; index++) {
    const status = statusAt(index);
    values[index] = status;
    tally.add(sectionOf[index] ?? 0, priceOf[index] ?? 0, status);
  }
  return {
    values,
    counts: tally.read,
    set(changes) {
      const changed: number[] = [];
      for (const [index, status] of changes) {
        const before = values[index];
        if (before === undefined || before === status || !(status in STATUSES)) continue;
        values[index] = status;
        tally.move(sectionOf[index] ?? 0, priceOf[index] ?? 0, before, status);
        changed.push(index);
      }
      if (changed.length > 0) for (const listener of listeners) listener(changed);
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
