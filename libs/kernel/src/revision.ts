import type { Snapshot } from './snapshot.ts';

/**
 * The state of what is stored, as it was seen last. Its mark differs from that of any state before whose changes had been
 * numbered by then; `firstSeen` is the `next` of the first snapshot with that mark. Since `settledAt`, in milliseconds,
 * all who were writing then have ended: what is stored can't change any more without another mark.
 */
export type Revision = { mark: string; firstSeen: number; settledAt: number | undefined };

/** The revision after a mark was seen in a snapshot, which was told at `now`, in milliseconds. */
export function revisionSeen(
  before: Revision | undefined,
  mark: string,
  { oldest, next }: Snapshot,
  now: number,
): Revision {
  const { firstSeen, settledAt } = before?.mark === mark ? before : { firstSeen: next };
  return { mark, firstSeen, settledAt: settledAt ?? (oldest >= firstSeen ? now : undefined) };
}
