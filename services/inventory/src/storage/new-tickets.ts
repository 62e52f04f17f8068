import { query } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { SeatNames } from '../domain/seats.ts';

/** A batch whose tickets are to be made. */
export type TicketBatch = { id: number; eventId: number; section: string; price: number; firstTicketId: number };

// The server spells the names out, in their order: what is sent is short, however many they are.
const SEATS = `
  seats as (
    select stem || case when $3 > 0 then n::text else '' end as seat, (i - 1) * greatest($3, 1) + n as number
      from (select stem, i, generate_series(1, greatest($3::int, 1)) as n
              from unnest($2::text[]) with ordinality as names(stem, i)) spelled
  )`;

/** Those seats that an event has already, `most` of them at most, by name. */
export async function findTaken(
  em: EntityManager,
  eventId: number,
  { stems, numbers }: SeatNames,
  most: number,
): Promise<string[]> {
  const taken = await query<{ seat: string }>(
    em,
    // Not a join: a new event's tickets may be taken for few, and each be looked for among all of the names.
    `with ${SEATS}
     select seat from (select seat from tickets where event_id = $1 intersect select seat from seats) taken
      order by seat limit $4`,
    [eventId, stems, numbers, most],
  );
  return taken.map(({ seat }) => seat);
}

/** Makes the tickets of a batch, one a seat, in one statement. Fails by a unique index when the event has one of them. */
export async function insertTickets(
  em: EntityManager,
  { id, eventId, section, price, firstTicketId }: TicketBatch,
  { stems, numbers }: SeatNames,
): Promise<void> {
  await query(
    em,
    `with ${SEATS}
     insert into tickets (event_id, id, batch_id, seat, section, price)
       select $1, $4 + number - 1, $5, seat, $6, $7 from seats`,
    [eventId, stems, numbers, firstTicketId, id, section, price],
  );
}
