import { query } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Where a hold stands. */
export type HoldStatus = 'held' | 'confirmed' | 'released';
const STATUSES: readonly HoldStatus[] = ['held', 'confirmed', 'released'];

/** What a purchase holds, or held; one that was released before it was taken names no tickets. */
export type Hold = { purchaseId: number; generation: number; status: HoldStatus; ticketIds: number[] };

type HoldRow = { purchase_id: number; generation: number; status: number; ticket_ids: number[] };

const COLUMNS = 'purchase_id, generation, status, ticket_ids';

function toHold(row: HoldRow): Hold {
  return {
    purchaseId: row.purchase_id,
    generation: row.generation,
    status: STATUSES[row.status] ?? 'released',
    ticketIds: row.ticket_ids.map(Number),
  };
}

/** Reads holds by purchase, without locking them. */
export async function findHolds(em: EntityManager, purchaseIds: number[]): Promise<Map<number, Hold>> {
  if (purchaseIds.length === 0) return new Map();
  const rows = await query<HoldRow>(em, `select ${COLUMNS} from holds where purchase_id = any($1::bigint[])`, [
    purchaseIds,
  ]);
  return new Map(rows.map((row) => [row.purchase_id, toHold(row)]));
}

/** Ends holds, and leaves a tombstone for each purchase that has none yet, so that a late reserve is refused. */
export async function releaseHolds(em: EntityManager, purchaseIds: number[]): Promise<void> {
  if (purchaseIds.length === 0) return;
  await query(
    em,
    `insert into holds (purchase_id, status, ticket_ids)
       select purchase_id, 2, '{}' from unnest($1::bigint[]) as purchase_id order by purchase_id
     on conflict (purchase_id) do update set status = 2 where holds.status <> 2`,
    [[...new Set(purchaseIds)]],
  );
}

/** Takes tickets that were given back out of the holds that go on without them; one that has none left is over. */
export async function shrinkHolds(em: EntityManager, given: { purchaseId: number; ticketId: number }[]): Promise<void> {
  if (given.length === 0) return;
  await query(
    em,
    // Reckoned from the row as it is when it is updated: two of these at once must not undo each other.
    `update holds h set ticket_ids = array(select id from unnest(h.ticket_ids) as id where id <> all(g.ticket_ids)),
            status = case when h.status = 0 and h.ticket_ids <@ g.ticket_ids then 2 else h.status end
       from (select purchase_id, array_agg(ticket_id) as ticket_ids
               from unnest($1::bigint[], $2::bigint[]) as g(purchase_id, ticket_id) group by purchase_id) g
      where h.purchase_id = g.purchase_id and h.status <> 2`,
    [given.map(({ purchaseId }) => purchaseId), given.map(({ ticketId }) => ticketId)],
  );
}
