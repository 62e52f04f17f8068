import type { Snapshot } from '@boxoffice/kernel';

/** What tells whether tickets of an event have changed: some of it differs when they have. */
export type EventMark = {
  /** How many there are. */
  tickets: number;
  /** How often prices were changed. */
  prices: number;
  /** The last line of the event's history. */
  line: number;
};

/**
 * An event's tickets were counted after its mark had been read. `firstSeen` is the `next` of the first snapshot with that
 * mark; `settled` tells that nothing can change any more without another mark.
 */
export type Counted = { mark: EventMark; firstSeen: number; settled: boolean };

function isSame(a: EventMark, b: EventMark): boolean {
  return a.tickets === b.tickets && a.prices === b.prices && a.line === b.line;
}

/** True when an event that is marked so now need not be counted again. */
export function stillCounts({ mark, settled }: Counted, now: EventMark): boolean {
  return settled && isSame(mark, now);
}

/** A count that is made after the event was seen to be marked so, in that snapshot. */
export function countedAgain(before: Counted | undefined, mark: EventMark, snapshot: Snapshot): Counted {
  const firstSeen = before && isSame(before.mark, mark) ? before.firstSeen : snapshot.next;
  return { mark, firstSeen, settled: snapshot.oldest >= firstSeen };
}
