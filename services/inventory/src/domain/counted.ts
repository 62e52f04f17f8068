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
 * A snapshot of the database in numbers of transactions: it shows all below `oldest`, and each that had begun to write by
 * then is below `next`. (A snapshot's own upper end would not do: it is the last that ended, and others write above it.)
 */
export type Snapshot = { oldest: number; next: number };

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

/**
 * A count that is made after the event was seen to be marked so, in that snapshot.
 *
 * Lines are numbered when they are written and seen when their transaction commits: one that takes its time adds a line
 * below the last and leaves the mark as it is. Who writes a line has locked its ticket before, which numbers the
 * transaction; so each that has a line below one that was seen began before that snapshot, and once all that did have
 * ended, the count holds every line up to the mark.
 */
export function countedAgain(before: Counted | undefined, mark: EventMark, snapshot: Snapshot): Counted {
  const firstSeen = before && isSame(before.mark, mark) ? before.firstSeen : snapshot.next;
  return { mark, firstSeen, settled: snapshot.oldest >= firstSeen };
}
