import { eventIdOf, notFound } from '@boxoffice/kernel';
import { cutPage, type Database, decodeCursor, pageLimit, query, type Row } from '@boxoffice/platform';
import { statusCode, statusOf, type Ticket, type TicketStatus } from '../domain/ticket.ts';
import { requirePublished } from '../storage/terms.ts';

/** Which tickets of a published event. */
export type TicketFilter = {
  eventId: number;
  status?: TicketStatus;
  section?: string;
  limit: number;
  cursor: string;
};

/** A page of tickets of one event, and the event's currency. */
export type TicketPage = { tickets: Ticket[]; currency: string; nextCursor: string };

const MAX_PAGE = 1000;
const COLUMNS = 'id, event_id, batch_id, seat, section, price, status';

function toTicket(row: Row): Ticket {
  return {
    id: Number(row.id),
    eventId: Number(row.event_id),
    batchId: Number(row.batch_id),
    seat: String(row.seat),
    section: String(row.section),
    price: Number(row.price),
    status: statusOf(Number(row.status)),
    purchaseId: null,
  };
}

/** Lists tickets of a published event by id. Throws `event_not_found`, `invalid_cursor`. */
export function listTickets(database: Database) {
  return async ({ eventId, status, section, limit, cursor }: TicketFilter): Promise<TicketPage> => {
    const em = database.read();
    const [after] = decodeCursor(cursor, ['number']) ?? [0];
    const { currency } = await requirePublished(em, eventId);
    const size = pageLimit(limit, MAX_PAGE);
    const rows = await query(
      em,
      `select ${COLUMNS} from tickets
        where event_id = $1 and id > $2 and ($3::smallint is null or status = $3) and ($4::text is null or section = $4)
        order by id limit $5`,
      [eventId, after, status === undefined ? null : statusCode(status), section ?? null, size + 1],
    );
    const page = cutPage(rows.map(toTicket), size, ({ id }) => [id]);
    return { tickets: page.rows, currency, nextCursor: page.nextCursor };
  };
}

/** Reads one ticket of a published event. Throws `event_not_found`, `ticket_not_found`. */
export function getTicket(database: Database) {
  return async (eventId: number, ticketId: number): Promise<{ ticket: Ticket; currency: string }> => {
    const em = database.read();
    const { currency } = await requirePublished(em, eventId);
    if (eventIdOf(ticketId) !== eventId) throw notFound('ticket');
    const [row] = await query(em, `select ${COLUMNS} from tickets where event_id = $1 and id = $2`, [
      eventId,
      ticketId,
    ]);
    if (!row) throw notFound('ticket');
    return { ticket: toTicket(row), currency };
  };
}
