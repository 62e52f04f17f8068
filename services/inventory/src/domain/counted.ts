/** What tells whether tickets of an event have changed: some of it differs when they have. */
export type EventMark = {
  /** How many there are. */
  tickets: number;
  /** How often prices were changed. */
  prices: number;
  /** The last line of the event's history. */
  line: number;
};

/** When tickets were counted and the event's mark just before; `markedAt` is when it was seen first. Milliseconds. */
export type Counted = { countedAt: number; markedAt: number; mark: EventMark };

// Lines are numbered when they are written and seen when their transaction has committed: one that took its time leaves
// the last line as it is. Transactions wait for a lock for five seconds at most.
const SETTLED_MS = 5000;
// One that took longer still shows after this long.
const LONGEST_MS = 10_000;

function isSame(a: EventMark, b: EventMark): boolean {
  return a.tickets === b.tickets && a.prices === b.prices && a.line === b.line;
}

/** True when an event that is marked so now need not be counted again. */
export function stillCounts({ countedAt, markedAt, mark }: Counted, now: EventMark, at: number): boolean {
  return isSame(mark, now) && countedAt - markedAt >= SETTLED_MS && at - countedAt < LONGEST_MS;
}

/** A count that is made at a moment, after the event was seen to be marked so. */
export function countedAgain(before: Counted | undefined, mark: EventMark, at: number): Counted {
  return { countedAt: at, markedAt: before && isSame(before.mark, mark) ? before.markedAt : at, mark };
}
