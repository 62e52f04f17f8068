import { query } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';

/** A purchase with locked tickets. */
export type TicketsOfPurchase = { purchaseId: number; tickets: { id: number; eventId: number }[] };

const TAKE_HOLDS = `
  with taken as (
    insert into holds (purchase_id, status, ticket_ids)
      select purchase_id, 0, ticket_ids::bigint[] from unnest($1::bigint[], $2::text[]) as h(purchase_id, ticket_ids)
       order by purchase_id
    on conflict (purchase_id) do nothing returning purchase_id, generation
  ), change as (
    select c.* from unnest($3::bigint[], $4::bigint[], $5::bigint[]) as c(event_id, ticket_id, purchase_id)
      join taken using (purchase_id)
  ), noted as (
    insert into ticket_history (event_id, ticket_id, from_status, to_status, reason, purchase_id)
      select event_id, ticket_id, 0, 1, 'reserved', purchase_id from change
  ), changed as (
    update tickets t set status = 1, purchase_id = c.purchase_id, version = t.version + 1
      from change c where t.event_id = c.event_id and t.id = c.ticket_id and t.status = 0
    returning t.id
  )
  select purchase_id, generation, (select count(*)::int from changed) as changed from taken`;

function columnsOf(purchases: TicketsOfPurchase[]): [eventIds: number[], ticketIds: number[], purchaseIds: number[]] {
  const rows = purchases.flatMap(({ purchaseId, tickets }) => tickets.map((ticket) => ({ ...ticket, purchaseId })));
  return [rows.map(({ eventId }) => eventId), rows.map(({ id }) => id), rows.map(({ purchaseId }) => purchaseId)];
}

function requireChanged(wanted: number, changed: number): void {
  if (changed !== wanted) throw new Error(`${wanted} tickets were to change, ${changed} did`);
}

/**
 * Holds available tickets, which this transaction has locked, for purchases, and answers the generations of the holds. A
 * purchase that has a hold or a tombstone already is left out, and gets nothing: whoever came first wins. A ticket that
 * is not available is a defect: nothing is changed and it throws.
 */
export async function takeHolds(em: EntityManager, holds: TicketsOfPurchase[]): Promise<Map<number, number>> {
  if (holds.length === 0) return new Map();
  const rows = await query<{ purchase_id: number; generation: number; changed: number }>(em, TAKE_HOLDS, [
    holds.map(({ purchaseId }) => purchaseId),
    holds.map(({ tickets }) => `{${tickets.map(({ id }) => id).join(',')}}`),
    ...columnsOf(holds),
  ]);
  const generations = new Map(rows.map(({ purchase_id, generation }) => [purchase_id, generation]));
  const taken = holds.filter(({ purchaseId }) => generations.has(purchaseId));
  requireChanged(
    taken.reduce((sum, { tickets }) => sum + tickets.length, 0),
    rows[0]?.changed ?? 0,
  );
  return generations;
}
