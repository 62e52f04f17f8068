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
    'take cancelled events',
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
    'finish event cancellation',
    `update event_cancellations set due_at = now(), done_at = case when $2 then now() end where event_id = $1`,
    [eventId, done],
  );
}

// Purchases with tickets of event e that are sold, held, or about to be.
const PURCHASES_OF = `
  select purchase_id from sales where event_id = e and cancelled_at is null
  union
  select s.purchase_id from sagas s join purchases p on p.id = s.purchase_id
   where exists (select from unnest(p.ticket_ids) as ticket_id
                  where ticket_id / 1000000 = e and ticket_id <> all(p.released_ticket_ids))`;

/** Purchases with tickets of an event that are sold, held, or about to be, but for those in `except`; at most so many. */
export async function purchasesOf(
  database: Database,
  eventId: number,
  limit: number,
  except: number[],
): Promise<number[]> {
  const rows = await query<{ purchase_id: number }>(
    database.read(),
    `select purchase_id from (select $1::bigint as e) event, lateral (${PURCHASES_OF}) found
      where purchase_id <> all($3::bigint[]) limit $2`,
    [eventId, limit, except],
  );
  return rows.map(({ purchase_id }) => purchase_id);
}

/** Remembers how many purchases a cancelled event had when its refunds began. */
export async function countPurchasesOnce(database: Database, eventId: number): Promise<void> {
  await database.statement(
    'count purchases of cancelled event',
    `update event_cancellations set purchases = (
        select count(*) from (select $1::bigint as e) event, lateral (${PURCHASES_OF}) found)
      where event_id = $1 and purchases is null`,
    [eventId],
  );
}

/** How far the refunds of an event are. */
export type RefundProgress = { eventId: number; purchases: number; refunded: number };

/** How far the refunds of cancelled events are, in the order asked. */
export async function refundProgress(database: Database, eventIds: number[]): Promise<RefundProgress[]> {
  const rows = await query<{ left: number; counted: number | null }>(
    database.read(),
    `select (select count(*)::int from (${PURCHASES_OF}) found) as left, c.purchases as counted
       from unnest($1::bigint[]) with ordinality as asked(e, n) left join event_cancellations c on c.event_id = e
      order by n`,
    [eventIds],
  );
  return rows.map(({ left, counted }, i) => {
    // One that slipped in while the event was being cancelled is counted when it is seen.
    const purchases = Math.max(counted ?? 0, left);
    return { eventId: eventIds[i] ?? 0, purchases, refunded: purchases - left };
  });
}
