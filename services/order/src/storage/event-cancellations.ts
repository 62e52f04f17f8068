import { type Database, query } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';

/** An event that its partner cancelled, and whose purchases are to be refunded. */
export type EventCancellation = {
  eventId: number;
  /** The event as catalog tells it, protobuf. */
  event: Uint8Array;
  partnerId: number;
};

/** Remembers a cancelled event as work to be done; a second time changes nothing. */
export async function addCancellation(
  em: EntityManager,
  cancellation: EventCancellation,
  reason: string,
): Promise<void> {
  await query(
    em,
    `insert into event_cancellations (event_id, event, partner_id, reason) values ($1, $2, $3, $4)
     on conflict (event_id) do nothing`,
    [cancellation.eventId, Buffer.from(cancellation.event), cancellation.partnerId, reason],
  );
}

type CancellationRow = { event_id: number; event: Buffer; partner_id: number };

/** Takes cancelled events with work left, and leases them: no other process takes them up until the lease runs out. */
export async function takeCancellations(database: Database, leaseSeconds: number): Promise<EventCancellation[]> {
  const rows = await database.statement<CancellationRow>(
    `update event_cancellations set due_at = now() + make_interval(secs => $1)
      where event_id in (
        select event_id from event_cancellations where done_at is null and due_at <= now()
         order by due_at limit 10 for update skip locked)
     returning event_id, event, partner_id`,
    [leaseSeconds],
  );
  return rows.map((row) => ({ eventId: row.event_id, event: row.event, partnerId: row.partner_id }));
}

/** Ends the work on a cancelled event, or lets it be taken up again at once. */
export async function finishCancellation(database: Database, eventId: number, done: boolean): Promise<void> {
  await database.statement(
    `update event_cancellations set due_at = now(), done_at = case when $2 then now() end where event_id = $1`,
    [eventId, done],
  );
}

/** Purchases with tickets of an event that are sold, held, or about to be; at most so many. */
export async function purchasesOf(database: Database, eventId: number, limit: number): Promise<number[]> {
  const rows = await query<{ purchase_id: number }>(
    database.read(),
    `(select distinct purchase_id from sales where event_id = $1 and cancelled_at is null limit $2)
     union
     (select s.purchase_id from sagas s join purchases p on p.id = s.purchase_id
       where exists (select from unnest(p.ticket_ids) as ticket_id
                      where ticket_id / 1000000 = $1 and ticket_id <> all(p.released_ticket_ids)) limit $2)`,
    [eventId, limit],
  );
  return rows.map(({ purchase_id }) => purchase_id);
}
