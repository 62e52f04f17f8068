import type { Sale } from '../data/types.ts';
import { saleKey } from '../live/live-sales.ts';
import type { SalesFilter } from './sales-filter.ts';

function fits(sale: Sale, { eventId, status, from, to }: SalesFilter): boolean {
  if (eventId !== undefined && sale.event_id !== eventId) return false;
  if (status !== undefined && sale.status !== status) return false;
  if (from !== undefined && Date.parse(sale.sold_at) < Date.parse(from)) return false;
  // What has just been sold is in a period that is over only if its last day is today.
  return to === undefined || Date.parse(sale.sold_at) < Date.parse(to) + (to.length === 10 ? 86_400_000 : 0);
}

/** Sales that came live, belong in a list and are not in it yet. */
export function newRows(live: readonly Sale[], listed: readonly Sale[], filter: SalesFilter): Sale[] {
  const known = new Set(listed.map(saleKey));
  const newest = listed[0]?.sold_at ?? '';
  return live.filter((sale) => sale.sold_at >= newest && !known.has(saleKey(sale)) && fits(sale, filter));
}

/** A list with what is known by now of its rows: a sale that was cancelled since stands as cancelled. */
export function withCancellations(listed: readonly Sale[], live: readonly Sale[]): Sale[] {
  const cancelled = new Map(live.filter((sale) => sale.status === 'cancelled').map((sale) => [saleKey(sale), sale]));
  return listed.map((sale) => cancelled.get(saleKey(sale)) ?? sale);
}
