import { TICKETS_PER_EVENT } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import type { Ticket } from '../domain/ticket.ts';
import { type LockedRow, lockingSql, toTicket } from './locking.ts';

/** Tickets that a purchase wants, and the version of their event's terms by which they are on sale. */
export type WantedTickets = { purchaseId: number; tickets: { id: number; eventId: number; termsVersion: number }[] };

/** A hold that was taken, with its tickets. */
export type TakenHold = { generation: number; tickets: Map<number, Ticket> };

// A list of ids whose length the planner does not see. When it does, it takes a plan for this very length to be cheaper
// than one for all, and makes one each time, which takes longer than the work.
const list = (n: number) => `(select $${n}::bigint[])`;

// The tickets are locked before anything is decided. What the statement sees may be older than the locked rows, so only
// the locked rows are asked, and the updates do not ask again. Sets that were just made are never joined: PostgreSQL knows
// nothing of their size and would compare all with all. They are asked by hashed `in`, and go on as arrays.
const takeSql = (locking: string) => `
  with wanted as materialized (
    select * from unnest(${list(1)}, ${list(2)}, ${list(3)}, ${list(4)})
      with ordinality as w(event_id, id, purchase_id, terms_version, n)
  ), locked as materialized (
    ${locking}
  ), fit as (
    select w.purchase_id, array_agg(w.id order by w.n) as ticket_ids
      from wanted w
      left join event_terms e on e.event_id = w.event_id and e.version = w.terms_version
     group by w.purchase_id
    having bool_and(e.event_id is not null and w.id in (select l.id from locked l where l.status = 0))
  ), taken as (
    insert into holds (purchase_id, status, ticket_ids) select purchase_id, 0, ticket_ids from fit order by purchase_id
    on conflict (purchase_id) do nothing returning purchase_id, generation, ticket_ids
  ), change as (
    select id / ${TICKETS_PER_EVENT} as event_id, id, purchase_id, generation from taken cross join unnest(ticket_ids) as id
  ), noted as (
    insert into ticket_history (event_id, ticket_id, from_status, to_status, reason, purchase_id)
      select event_id, id, 0, 1, 'reserved', purchase_id from change
  ), changed as (
    update tickets t set status = 1, purchase_id = c.purchase_id, version = t.version + 1
      from change c where t.event_id = c.event_id and t.id = c.id
    returning t.id, t.event_id, t.batch_id, t.seat, t.section, t.price, t.status, t.purchase_id, c.generation
  )
  select (select count(*)::int from change) as wanted, changed.* from changed`;

const sellSql = (locking: string) => `
  with asked as materialized (
    select * from unnest(${list(1)}, ${list(2)}) as a(purchase_id, generation)
  ), wanted as materialized (
    select id / ${TICKETS_PER_EVENT} as event_id, id
      from (select unnest(h.ticket_ids) as id from holds h join asked using (purchase_id)) held
  ), locked as materialized (
    ${locking}
  ), held as materialized (
    select h.purchase_id, h.ticket_ids from holds h join asked a using (purchase_id)
     where h.status = 0 and h.generation = a.generation and (select count(*) from locked) >= 0
     order by h.purchase_id for update of h
  ), fit as materialized (
    select h.purchase_id, array_agg(id) as ticket_ids
      from held h cross join unnest(h.ticket_ids) as id
     group by h.purchase_id
    having bool_and(((id, h.purchase_id) in (select l.id, l.purchase_id from locked l where l.status = 1)) is true)
  ), change as (
    select fit.purchase_id, id / ${TICKETS_PER_EVENT} as event_id, id from fit cross join unnest(fit.ticket_ids) as id
  ), noted as (
    insert into ticket_history (event_id, ticket_id, from_status, to_status, reason, purchase_id)
      select event_id, id, 1, 2, 'paid', purchase_id from change
  ), changed as (
    update tickets t set status = 2, version = t.version + 1
      from change c where t.event_id = c.event_id and t.id = c.id
    returning t.id
  ), confirmed as (
    update holds h set status = 1 from fit where h.purchase_id = fit.purchase_id
  )
  select purchase_id, (select count(*)::int from change) as wanted, (select count(*)::int from changed) as changed
    from fit`;

const OF_WANTED = 'select event_id, id from wanted';

function requireChanged(wanted: number, changed: number): void {
  if (changed !== wanted) throw new Error(`${wanted} tickets were to change, ${changed} did`);
}

/**
 * Steps of holds in one statement each, which is one transaction and one round trip. They do only what needs no second
 * thought; whatever they leave out has not been touched, and its caller decides what that means.
 */
export async function openStepsAtOnce(database: Database) {
  // MikroORM makes a lock only inside of a transaction.
  const locking = await database.transaction('compile locks', async (em) => lockingSql(em, OF_WANTED));
  const [take, sell] = [takeSql(locking), sellSql(locking)];

  return {
    /**
     * Takes the holds whose tickets are all available, by purchase. No ticket may be wanted twice. Left out are purchases
     * that have a hold or a tombstone, and those whose event has other terms by now.
     */
    async take(wanted: WantedTickets[]): Promise<Map<number, TakenHold>> {
      const rows = wanted.flatMap(({ purchaseId, tickets }) => tickets.map((ticket) => ({ ...ticket, purchaseId })));
      const held = await database.statement<LockedRow & { wanted: number; generation: number }>(
        'reserve tickets',
        take,
        [
          rows.map(({ eventId }) => eventId),
          rows.map(({ id }) => id),
          rows.map(({ purchaseId }) => purchaseId),
          rows.map(({ termsVersion }) => termsVersion),
        ],
      );
      requireChanged(held[0]?.wanted ?? 0, held.length);
      const taken = new Map<number, TakenHold>();
      for (const row of held) {
        const ticket = toTicket(row);
        if (ticket.purchaseId === null) throw new Error(`ticket ${ticket.id} was held for nobody`);
        const hold = taken.get(ticket.purchaseId) ?? { generation: row.generation, tickets: new Map<number, Ticket>() };
        hold.tickets.set(ticket.id, ticket);
        taken.set(ticket.purchaseId, hold);
      }
      return taken;
    },

    /** Sells what purchases hold; answers those that hold every ticket of theirs. No purchase may be named twice. */
    async sell(confirmations: { purchaseId: number; generation: number }[]): Promise<Set<number>> {
      const sold = await database.statement<{ purchase_id: number; wanted: number; changed: number }>(
        'confirm tickets',
        sell,
        [confirmations.map(({ purchaseId }) => purchaseId), confirmations.map(({ generation }) => generation)],
      );
      const [row] = sold;
      requireChanged(row?.wanted ?? 0, row?.changed ?? 0);
      return new Set(sold.map(({ purchase_id }) => purchase_id));
    },
  };
}

/** See `openStepsAtOnce`. */
export type StepsAtOnce = Awaited<ReturnType<typeof openStepsAtOnce>>;
