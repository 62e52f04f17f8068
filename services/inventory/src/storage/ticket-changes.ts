import { query } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';
import { statusCode, type TicketStatus } from '../domain/ticket.ts';

/** One step of a locked ticket. */
export type TicketChange = {
  ticketId: number;
  eventId: number;
  from: TicketStatus;
  to: TicketStatus;
  reason: string;
  /** The purchase that caused it. */
  purchaseId: number | null;
};

const CHANGE_TICKETS = `
  with change as (
    select * from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::smallint[], $5::text[], $6::bigint[])
      as c(event_id, ticket_id, from_status, to_status, reason, purchase_id)
  ), noted as (
    insert into ticket_history (event_id, ticket_id, from_status, to_status, reason, purchase_id)
      select event_id, ticket_id, from_status, to_status, reason, purchase_id from change
  )
  update tickets t
     set status = c.to_status,
         purchase_id = case when c.to_status in (1, 2) then c.purchase_id end,
         version = t.version + 1
    from change c
   where t.event_id = c.event_id and t.id = c.ticket_id and t.status = c.from_status
  returning t.id`;

/**
 * Changes tickets that this transaction has locked, with their history, in one statement. A ticket that does not stand
 * where its change says it does is a defect: nothing is changed and it throws.
 */
export async function changeTickets(em: EntityManager, changes: TicketChange[]): Promise<void> {
  if (changes.length === 0) return;
  const changed = await query(em, CHANGE_TICKETS, [
    changes.map(({ eventId }) => eventId),
    changes.map(({ ticketId }) => ticketId),
    changes.map(({ from }) => statusCode(from)),
    changes.map(({ to }) => statusCode(to)),
    changes.map(({ reason }) => reason),
    changes.map(({ purchaseId }) => purchaseId),
  ]);
  if (changed.length !== changes.length) {
    throw new Error(`${changes.length} tickets were to change, ${changed.length} did`);
  }
}

const WITHDRAW_AVAILABLE = `
  with locked as materialized (
    select id from tickets where event_id = $1 and status = 0 order by id for update
  ), noted as (
    insert into ticket_history (event_id, ticket_id, from_status, to_status, reason)
      select $1, id, 0, 3, $2 from locked
  )
  update tickets t set status = 3, version = t.version + 1 from locked where t.event_id = $1 and t.id = locked.id`;

/** Takes every ticket of an event off sale that nobody holds or owns, with its history. */
export async function withdrawAvailable(em: EntityManager, eventId: number, reason: string): Promise<void> {
  await query(em, WITHDRAW_AVAILABLE, [eventId, reason]);
}
