// Below this the clocks agree: the header has whole seconds, and its way here takes a while.
const TOLERANCE_MS = 1500;
const HALF_SECOND_MS = 500;

/** How far the server's clock is ahead of this one, by the `Date` of an answer that came just now; undefined if unknown. */
export function offsetOf(dateHeader: string | null, receivedAt: number): number | undefined {
  const date = Date.parse(dateHeader ?? '');
  if (Number.isNaN(date)) return undefined;
  const offset = date + HALF_SECOND_MS - receivedAt;
  return Math.abs(offset) <= TOLERANCE_MS ? 0 : offset;
}

let offset = 0;

/** Learns the server's time from an answer that no cache kept. */
export function learnServerTime(dateHeader: string | null): void {
  offset = offsetOf(dateHeader, Date.now()) ?? offset;
}

/** The server's time, as far as it is known. */
export function serverNow(): number {
  return Date.now() + offset;
}
