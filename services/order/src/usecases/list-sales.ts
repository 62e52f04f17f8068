import { cutPage, type Database, decodeCursor, pageLimit, query, toDate, toDateOrNull } from '@boxoffice/platform';

// Exports read many pages in a row.
const MAX_SALES = 1000;

/** Which sales of a partner. */
export type SalesFilter = {
  partnerId: number;
  /** 0 means every event. */
  eventId: number;
  /** Sold at or after it. */
  from: Date | null;
  /** Sold before it. */
  to: Date | null;
  status: 'sold' | 'cancelled' | null;
  limit: number;
  cursor: string;
};

/** One sold ticket. */
export type Sale = {
  purchaseId: number;
  ticketId: number;
  eventId: number;
  eventName: string;
  customerId: number;
  seat: string;
  price: number;
  currency: string;
  soldAt: Date;
  cancelledAt: Date | null;
};

/** A sold ticket as it is stored. */
export type SaleRow = {
  purchase_id: number;
  ticket_id: number;
  event_id: number;
  event_name: string;
  customer_id: number;
  seat: string;
  price: number;
  currency: string;
  sold_at: string;
  cancelled_at: string | null;
};

/** A sold ticket from its row. */
export function saleOf(row: SaleRow): Sale {
  return {
    purchaseId: row.purchase_id,
    ticketId: row.ticket_id,
    eventId: row.event_id,
    eventName: row.event_name,
    customerId: row.customer_id,
    seat: row.seat,
    price: row.price,
    currency: row.currency,
    soldAt: toDate(row.sold_at),
    cancelledAt: toDateOrNull(row.cancelled_at),
  };
}

/** Lists tickets that a partner sold, newest first. Throws `invalid_cursor`. */
export function listSales(database: Database) {
  return async (filter: SalesFilter): Promise<{ sales: Sale[]; nextCursor: string }> => {
    const { partnerId, eventId, from, to, status, limit, cursor } = filter;
    const size = pageLimit(limit, MAX_SALES);
    // Microseconds since 1970 keep the whole precision of sold_at.
    const [micros, purchaseId, ticketId] = decodeCursor(cursor, ['number', 'number', 'number']) ?? [null, null, null];
    const rows = await query<SaleRow & { micros: number }>(
      database.read(),
      `select purchase_id, ticket_id, event_id, event_name, customer_id, seat, price, currency, sold_at, cancelled_at,
              (extract(epoch from sold_at) * 1000000)::bigint as micros
         from sales
        where partner_id = $1 and ($2::bigint = 0 or event_id = $2)
          and ($3::timestamptz is null or sold_at >= $3) and ($4::timestamptz is null or sold_at < $4)
          and ($5::text is null or (cancelled_at is null) = ($5 = 'sold'))
          and ($6::bigint is null or (sold_at, purchase_id, ticket_id)
               < (timestamptz 'epoch' + $6 * interval '1 microsecond', $7::bigint, $8::bigint))
        order by sold_at desc, purchase_id desc, ticket_id desc limit $9`,
      [partnerId, eventId, from, to, status, micros, purchaseId, ticketId, size + 1],
    );
    const page = cutPage(rows, size, (row) => [row.micros, row.purchase_id, row.ticket_id]);
    return { sales: page.rows.map(saleOf), nextCursor: page.nextCursor };
  };
}
