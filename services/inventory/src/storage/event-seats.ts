import { query } from '@boxoffice/platform';
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
};

// A ticket keeps its name and section for good, and none is ever deleted.
const SEAT_STATUSES = `
  select coalesce(string_agg(status::text, '' order by id), '') as digits,
         coalesce(sum(version), 0)::bigint as sequence,
         coalesce(bit_xor(hashint8extended(price, id)), 0)::text as prices
    from tickets where event_id = $1`;

/** Reads how the tickets of an event stand: a row for each is read, and none is sent. */
export async function readSeatStatuses(em: EntityManager, eventId: number): Promise<SeatStatuses> {
  const [row] = await query<SeatStatuses>(em, SEAT_STATUSES, [eventId]);
  return row ?? { digits: '', sequence: 0, prices: '0' };
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
