import { notFound, type Snapshot } from '@boxoffice/kernel';
import { query, SNAPSHOT } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { MapTicket } from '../domain/seat-map.ts';

/** How the tickets of one event stand, read in one snapshot. */
export type SeatStatuses = {
  /** One digit a ticket, by id (see TICKET_STATUSES). */
  digits: string;
  /** How many changes the tickets have seen. */
  sequence: number;
  /** Differs whenever a price does; with the number of tickets it tells whether names and prices are as they were. */
  prices: string;
  /** The last line of the event's history, and all that come after a given one. */
  lastLine: number;
  linesAfter: number[];
} & Snapshot;

/** How many tickets an event has, and how often prices were changed. */
export type SeatsMark = { tickets: number; prices: number };

/** A line of an event's history: the ticket and its new status. */
export type SeatChange = { id: number; ticket_id: number; to_status: number };

// A ticket keeps its name and section for good, and none is ever deleted.
const SEAT_STATUSES = `
  select coalesce(string_agg(status::text, '' order by id), '') as digits,
         coalesce(sum(version), 0)::bigint as sequence,
         coalesce(bit_xor(hashint8extended(price, id)), 0)::text as prices,
         (select coalesce(max(id), 0) from ticket_history where event_id = $1)::bigint as "lastLine",
         (select coalesce(jsonb_agg(id), '[]') from ticket_history where event_id = $1 and id > $2) as "linesAfter",
         ${SNAPSHOT}
    from tickets where event_id = $1`;

/** Reads how the tickets of an event stand, and what its history has after a line: a row for each ticket is read, none sent. */
export async function readSeatStatuses(em: EntityManager, eventId: number, after: number): Promise<SeatStatuses> {
  const [row] = await query<SeatStatuses>(em, SEAT_STATUSES, [eventId, after]);
  if (!row) throw new Error(`the tickets of event ${eventId} could not be counted`);
  return row;
}

/** Reads what the history of an event has after a line of it, and in what snapshot that was; undefined when it has nothing. */
export async function readSeatChanges(
  em: EntityManager,
  eventId: number,
  after: number,
): Promise<{ changes: SeatChange[]; last: number; snapshot: Snapshot } | undefined> {
  const changes = await query<SeatChange & Snapshot>(
    em,
    `select id, ticket_id, to_status, ${SNAPSHOT} from ticket_history where event_id = $1 and id > $2 order by id`,
    [eventId, after],
  );
  const last = changes.at(-1);
  return last && { changes, last: last.id, snapshot: last };
}

/** What differs whenever the tickets of a published event are others, or their prices. Throws `event_not_found`. */
export async function readSeatsMark(em: EntityManager, eventId: number): Promise<SeatsMark> {
  const [row] = await query<SeatsMark>(
    em,
    `select t.ticket_count as tickets, coalesce(p.changes, 0) as prices
       from event_terms t left join price_changes p using (event_id)
      where t.event_id = $1 and t.status = 'published'`,
    [eventId],
  );
  if (!row) throw notFound('event');
  return row;
}

/** Reads the names, sections and prices of an event's tickets, by id, and `prices` of the same snapshot. */
export async function readSeats(em: EntityManager, eventId: number): Promise<{ tickets: MapTicket[]; prices: string }> {
  const rows = await query<MapTicket & { prices: string }>(
    em,
    `select id, seat, section, price, bit_xor(hashint8extended(price, id)) over ()::text as prices
       from tickets where event_id = $1 order by id`,
    [eventId],
  );
  return { tickets: rows, prices: rows[0]?.prices ?? '0' };
}
