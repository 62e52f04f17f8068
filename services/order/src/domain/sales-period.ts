const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** From one time to another, which does not belong to it, in milliseconds since 1970; empty when it ends before it begins. */
export type Span = { from: number; to: number };

/** A period as the totals have it: its whole days, then its whole hours, and then what is left. */
export type SalesPeriod = {
  days: Span;
  /** Whole hours, those of whole days too. */
  hours: Span;
  /** What is left of hours of which only a part belongs to it: two at most. */
  partHours: Span[];
};

function whole({ from, to }: Span, ms: number): Span {
  return { from: Math.ceil(from / ms) * ms, to: Math.floor(to / ms) * ms };
}

/** Splits a period; null is no limit. */
export function salesPeriod(from: Date | null, to: Date | null): SalesPeriod {
  const all = { from: from?.getTime() ?? -Infinity, to: to?.getTime() ?? Infinity };
  const hours = whole(all, HOUR_MS);
  const head = { from: all.from, to: Math.min(hours.from, all.to) };
  const tail = { from: Math.max(hours.to, head.to), to: all.to };
  return { days: whole(hours, DAY_MS), hours, partHours: [head, tail].filter((span) => span.from < span.to) };
}
