import { type Clock, secondsAfter } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import type { Purchase } from '../domain/purchase.ts';
import { bindings, type Column, rowSet } from './bindings.ts';
import { ASKED, FRESH, fresh, type NewPurchase, withDistinctKeys } from './new-purchases.ts';

/** A recorded purchase, or undefined when its idempotency key is taken: then nothing was recorded. */
export type Recorded = Purchase | undefined;

/**
 * Records purchases as pending in one statement, before anything else happens to them; a purchase with a key is recorded
 * only if its customer has not used the key within a day.
 */
export function recordPurchases(database: Database, clock: Clock, leaseSeconds: number) {
  return async (purchases: NewPurchase[]): Promise<Recorded[]> => {
    const now = clock();
    const { bind, values } = bindings();
    const candidates = withDistinctKeys(purchases).map((n) => ({ ...(purchases[n] as NewPurchase), n }));
    const place: Column<(typeof candidates)[number]> = ['n', 'int', ({ n }) => n];
    const rows = rowSet(bind, 'c', candidates, [place, ...ASKED]);
    const at = `${bind(now)}::timestamptz`;
    const due = `${bind(secondsAfter(now, leaseSeconds))}::timestamptz`;
    const stored = await database.statement<{ n: number; id: number }>(
      'record purchases',
      `with v as materialized (
         select nextval(pg_get_serial_sequence('purchases', 'id')) as id, c.*, null::bytea as response from ${rows}
       ), ${FRESH}, recorded as (
         insert into purchases (id, customer_id, status, version, ticket_ids, pay_at_once, created_at, updated_at)
           select id, customer_id, 'pending', 1, ticket_ids::bigint[], pay_at_once, ${at}, ${at} from fresh
       ), history as (
         insert into purchase_history (purchase_id, version, to_status, actor, at)
           select id, 1, 'pending', 'customer:' || customer_id, ${at} from fresh
       ), due as (
         insert into sagas (purchase_id, due_at) select id, ${due} from fresh
       )
       select n, id from fresh`,
      values,
    );
    const ids = new Map(stored.map(({ n, id }) => [n, id]));
    return purchases.map((purchase, n) => {
      const id = ids.get(n);
      return id === undefined ? undefined : fresh(id, purchase, now);
    });
  };
}
