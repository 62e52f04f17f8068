import type { Snapshot } from '@boxoffice/kernel';

/** A line of an event's history. */
export type HistoryLine = { id: number };

/** How far an event's history has been read. */
export type SeatHistory = {
  /** The line up to which all lines have been read; undefined while that is not known of any. */
  readOnAfter(): number | undefined;
  /** The lowest line that `readOnAfter` may be next; undefined at first. */
  lowest(): number | undefined;
  /**
   * Takes in what was read in a snapshot: all its lines after `readOnAfter` or, with the tickets themselves, all after
   * `lowest`. `last` is the last line of all. Answers the lines that had not been read before.
   */
  unread<Line extends HistoryLine>(lines: Line[], last: number, snapshot: Snapshot): Line[];
};

/**
 * Reads a history in which a line may come to light after one with a higher number (see `Snapshot`). What is read begins
 * after the last line below which nothing can come any more, and what was read is left out: no line is told twice or missed.
 */
export function createSeatHistory(): SeatHistory {
  const seen = new Set<number>();
  let sure: number | undefined;
  // The last lines at moments, oldest first, up to which more may come until all have ended who wrote then.
  let open: { last: number; next: number }[] = [];

  return {
    readOnAfter: () => sure,
    lowest: () => sure ?? open[0]?.last,
    unread(lines, last, { oldest, next }) {
      const fresh = lines.filter(({ id }) => !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      if (last > (open.at(-1)?.last ?? sure ?? -1)) open.push({ last, next });
      const ended = open.findLastIndex((one) => one.next <= oldest);
      sure = open[ended]?.last ?? sure;
      open = open.slice(ended + 1);
      for (const id of seen) if (sure !== undefined && id <= sure) seen.delete(id);
      return fresh;
    },
  };
}
