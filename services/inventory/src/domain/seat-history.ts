/** A line of an event's history. */
export type HistoryLine = { id: number };

/** How far an event's history has been read. */
export type SeatHistory = {
  /** After which line to read on. */
  readOnAfter(): number;
  /** Takes in what was read at that moment, in milliseconds; answers the lines that had not been read before. */
  unread<Line extends HistoryLine>(lines: Line[], at: number): Line[];
};

const OVERLAP_MS = 250;

/**
 * Reads a history whose lines are numbered when they are written and seen when their transaction has committed: a line may
 * come to light after one with a higher number. So what is read begins a quarter of a second back, and what was read is
 * left out. A line whose transaction took longer than that is missed.
 */
export function createSeatHistory(lastLine: number, at: number): SeatHistory {
  const seen = new Set<number>();
  // The last line that was known at a moment, oldest first: the first one is where reading goes on.
  let known = [{ at, line: lastLine }];

  return {
    readOnAfter: () => known[0]?.line ?? lastLine,
    unread(lines, now) {
      const fresh = lines.filter(({ id }) => !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      const newest = known.at(-1)?.line ?? lastLine;
      known.push({ at: now, line: fresh.reduce((last, { id }) => Math.max(last, id), newest) });
      const settled = known.findLastIndex((one) => one.at <= now - OVERLAP_MS);
      if (settled > 0) known = known.slice(settled);
      for (const id of seen) if (id <= (known[0]?.line ?? 0)) seen.delete(id);
      return fresh;
    },
  };
}
