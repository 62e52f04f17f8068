import type { ShopEvent } from '../data/types.ts';

/** Whether tickets can be bought now, and if not, why. */
export type SalesState =
  | { kind: 'open'; until: string | null }
  | { kind: 'opens'; at: string }
  | { kind: 'closed'; at: string }
  | { kind: 'begun'; at: string }
  | { kind: 'cancelled' };

/** How many tickets there are to be had. */
export type Supply =
  | { kind: 'none' }
  | { kind: 'sold_out' }
  | { kind: 'all_held' }
  | { kind: 'last'; left: number }
  | { kind: 'plenty'; left: number };

// The last seats: few of many, or few at all.
const FEW_PERCENT = 5;
const FEW = 10;
// What a browser's timer takes.
const LONGEST_WAIT_MS = 2 ** 31 - 1;

type Window = Pick<ShopEvent, 'status' | 'date' | 'sales_start' | 'sales_end'>;

/** Where the sales of an event stand at a moment. */
export function salesState({ status, date, sales_start: start, sales_end: end }: Window, now: number): SalesState {
  if (status === 'cancelled') return { kind: 'cancelled' };
  if (now >= Date.parse(date)) return { kind: 'begun', at: date };
  if (end !== null && now >= Date.parse(end)) return { kind: 'closed', at: end };
  if (start !== null && now < Date.parse(start)) return { kind: 'opens', at: start };
  return { kind: 'open', until: end };
}

/** How long the sales of an event stay where they are, in milliseconds; undefined when they do for ever. */
export function nextChangeIn({ date, sales_start: start, sales_end: end }: Window, now: number): number | undefined {
  const moments = [start, end, date].flatMap((moment) => (moment === null ? [] : [Date.parse(moment)]));
  const next = Math.min(...moments.filter((moment) => moment > now));
  return Number.isFinite(next) ? Math.min(next - now, LONGEST_WAIT_MS) : undefined;
}

/** What an event has left to offer. Seats that are only held may come back. */
export function supplyOf({ availability: { total, available, held, sold } }: Pick<ShopEvent, 'availability'>): Supply {
  if (total === 0 || available + held + sold === 0) return { kind: 'none' };
  if (available === 0) return { kind: held > 0 ? 'all_held' : 'sold_out' };
  const few = Math.max(FEW, Math.floor((total * FEW_PERCENT) / 100));
  const isFew = available <= few && available < total;
  return { kind: isFew ? 'last' : 'plenty', left: available };
}
