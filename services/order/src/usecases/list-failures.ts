import { type Money, sumByCurrency } from '@boxoffice/kernel';
import { cutPage, type Database, decodeCursor, pageLimit, query, toDate } from '@boxoffice/platform';

/** A purchase that failed or expired, as far as it touches one partner. */
export type FailedPurchase = { purchaseId: number; at: Date; reason: string; ticketIds: number[]; lost: Money[] };

type LostRow = {
  purchase_id: number;
  at: string;
  reason: string;
  ticket_ids: (number | string)[];
  amount: number;
  currency: string;
};

/** Lists purchases that a partner lost, newest first; event 0 means all of its events. Throws `invalid_cursor`. */
export function listFailures(database: Database) {
  return async (
    partnerId: number,
    eventId: number,
    limit: number,
    cursor: string,
  ): Promise<{ failures: FailedPurchase[]; nextCursor: string }> => {
    const size = pageLimit(limit);
    const [before] = decodeCursor(cursor, ['number']) ?? [Number.MAX_SAFE_INTEGER];
    const rows = await query<LostRow>(
      database.read(),
      `select purchase_id, at, reason, ticket_ids, amount, currency from lost_demand
        where partner_id = $1 and ($2::bigint = 0 or event_id = $2) and purchase_id in (
          select distinct purchase_id from lost_demand
           where partner_id = $1 and purchase_id < $3 and ($2::bigint = 0 or event_id = $2)
           order by purchase_id desc limit $4)
        order by purchase_id desc, event_id`,
      [partnerId, eventId, before, size + 1],
    );
    const failures = [...Map.groupBy(rows, (row) => row.purchase_id)].flatMap(([purchaseId, [first, ...others]]) => {
      if (!first) return [];
      const all = [first, ...others];
      const ticketIds = all.flatMap((row) => row.ticket_ids.map(Number));
      return [{ purchaseId, at: toDate(first.at), reason: first.reason, ticketIds, lost: sumByCurrency(all) }];
    });
    const page = cutPage(failures, size, ({ purchaseId }) => [purchaseId]);
    return { failures: page.rows, nextCursor: page.nextCursor };
  };
}
