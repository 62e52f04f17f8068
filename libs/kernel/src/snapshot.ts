/**
 * A snapshot of the database in numbers of transactions: it shows all below `oldest`, and each that had begun to write by
 * then is below `next`. (A snapshot's own upper end would not do: it is the last that ended, and others write above it.)
 *
 * What is numbered (lines of history, facts) gets its number when it is written and is seen when its transaction commits:
 * one that takes its time adds a line below the last that was seen. Who writes one has written or locked something before,
 * which numbers the transaction; so each that has a line below one that a snapshot shows is below its `next`, and a later
 * snapshot whose `oldest` is no less shows every line up to that one.
 */
export type Snapshot = { oldest: number; next: number };
