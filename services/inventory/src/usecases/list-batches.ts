import { cutPage, type Database, decodeCursor, pageLimit, query, toDate } from '@boxoffice/platform';
import type { TicketCounts } from '../domain/ticket.ts';
import { addTickets, noTickets } from '../storage/counts.ts';
import { requireOwn } from '../storage/terms.ts';

/** Tickets that were created together, and how they stand. */
export type BatchSummary = {
  id: number;
  eventId: number;
  section: string;
  price: number;
  currency: string;
  firstTicketId: number;
  lastTicketId: number;
  createdAt: Date;
  counts: TicketCounts;
};

type BatchRow = {
  id: number;
  section: string;
  price: number;
  first_ticket_id: number;
  last_ticket_id: number;
  created_at: string;
};

/** Lists the batches of a partner's own event, oldest first. Throws `event_not_found`, `invalid_cursor`. */
export function listBatches(database: Database) {
  return async (eventId: number, partnerId: number, limit: number, cursor: string) => {
    const em = database.read();
    const [after] = decodeCursor(cursor, ['number']) ?? [0];
    const { currency } = await requireOwn(em, eventId, partnerId);
    const size = pageLimit(limit);
    const found = await query<BatchRow>(
      em,
      `select id, section, price, first_ticket_id, last_ticket_id, created_at
         from batches where event_id = $1 and id > $2 order by id limit $3`,
      [eventId, after, size + 1],
    );
    const page = cutPage(found, size, ({ id }) => [id]);
    const rows = await query<{ batch_id: number; status: number; n: number }>(
      em,
      `select batch_id, status, count(*)::int as n from tickets
        where event_id = $1 and id between $2 and $3 group by batch_id, status`,
      [eventId, page.rows[0]?.first_ticket_id ?? 0, page.rows.at(-1)?.last_ticket_id ?? 0],
    );
    const batches: BatchSummary[] = page.rows.map((row) => {
      const counts = noTickets();
      for (const { batch_id, status, n } of rows) if (batch_id === row.id) addTickets(counts, status, n);
      return {
        id: row.id,
        eventId,
        section: row.section,
        price: row.price,
        currency,
        firstTicketId: row.first_ticket_id,
        lastTicketId: row.last_ticket_id,
        createdAt: toDate(row.created_at),
        counts,
      };
    });
    return { batches, nextCursor: page.nextCursor };
  };
}
