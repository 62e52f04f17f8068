import type { Clock } from '@boxoffice/kernel';
import { type Database, pageLimit, query, toDate } from '@boxoffice/platform';
import { type Sale, type SaleRow, saleOf } from './list-sales.ts';

/** A ticket that was sold or cancelled, as it stood then. */
export type SaleChange = { partnerId: number; sale: Sale; at: Date };

const MAX_CHANGES = 2000;
const DEFAULT_CHANGES = 100;
const LATELY_MS = 10_000;

// One range of an index for each partner and kind, newest first, so that it costs what it answers.
const latest = (at: string, cancelledAt: string) => `
  (select partner_id, purchase_id, ticket_id, event_id, event_name, customer_id, seat, price, currency, sold_at,
          ${cancelledAt} as cancelled_at, ${at} as at
     from sales where partner_id = asked.id and ${at} >= $2
    order by ${at} desc, purchase_id desc, ticket_id desc limit $3)`;

const CHANGES = `
  select changes.* from unnest($1::bigint[]) as asked(id), lateral (
    ${latest('sold_at', 'null::timestamptz')}
    union all
    ${latest('cancelled_at', 'cancelled_at')}
  ) changes
  order by at, purchase_id, ticket_id, cancelled_at nulls first`;

/**
 * Lists what partners sold and had cancelled at or after a moment (without one: lately), oldest first; the newest `limit`
 * of each partner, of either kind. `readAt` is the moment at which it was read.
 */
export function listSaleChanges(database: Database, clock: Clock) {
  return async (
    partnerIds: number[],
    since: Date | null,
    limit: number,
  ): Promise<{ changes: SaleChange[]; readAt: Date }> => {
    // Before the reading: what is committed after it must not seem to have been read.
    const readAt = clock();
    const from = since ?? new Date(readAt.getTime() - LATELY_MS);
    const size = pageLimit(limit || DEFAULT_CHANGES, MAX_CHANGES);
    const rows = await query<SaleRow & { partner_id: number; at: string }>(database.read(), CHANGES, [
      [...new Set(partnerIds)],
      from,
      size,
    ]);
    const changes = rows.map((row) => ({ partnerId: row.partner_id, sale: saleOf(row), at: toDate(row.at) }));
    return { changes, readAt };
  };
}
