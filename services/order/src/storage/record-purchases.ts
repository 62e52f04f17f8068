import { type Clock, secondsAfter } from '@boxoffice/kernel';
import { type Database, KEY_LIFETIME } from '@boxoffice/platform';
import { PLACE_PURCHASE } from '../domain/commands.ts';
import type { Purchase } from '../domain/purchase.ts';
import { bindings, idList, rowSet } from './bindings.ts';

/** A purchase to record. */
export type NewPurchase = {
  customerId: number;
  ticketIds: number[];
  payAtOnce: boolean;
  /** The client's idempotency key, empty without one. */
  key: string;
  requestHash: Uint8Array;
};

/** A recorded purchase, or undefined when its idempotency key is taken: then nothing was recorded. */
export type Recorded = Purchase | undefined;

function fresh(id: number, { customerId, ticketIds, payAtOnce }: NewPurchase, now: Date): Purchase {
  return {
    id,
    customerId,
    ticketIds,
    payAtOnce,
    status: 'pending',
    reason: null,
    version: 1,
    items: [],
    currency: null,
    generation: 0,
    releasedTicketIds: [],
    cancelledTicketIds: [],
    payment: null,
    refunds: 0,
    refund: null,
    expiresAt: null,
    paidAt: null,
    createdAt: now,
    updatedAt: now,
  };
}

/**
 * Records purchases as pending in one statement, before anything else happens to them; a purchase with a key is recorded
 * only if its customer has not used the key within a day.
 */
export function recordPurchases(database: Database, clock: Clock, leaseSeconds: number) {
  return async (purchases: NewPurchase[]): Promise<Recorded[]> => {
    const now = clock();
    const { bind, values } = bindings();
    const seen = new Set<string>();
    const candidates = purchases.flatMap((purchase, n) => {
      const name = `${purchase.customerId} ${purchase.key}`;
      // A statement can't claim one key twice: the second one of a batch is a repetition.
      if (purchase.key !== '' && seen.has(name)) return [];
      seen.add(name);
      return [{ purchase, n }];
    });
    const rows = rowSet(bind, 'c', candidates, [
      ['n', 'int', ({ n }) => n],
      ['customer_id', 'bigint', ({ purchase }) => purchase.customerId],
      ['ticket_ids', 'text', ({ purchase }) => idList(purchase.ticketIds)],
      ['pay_at_once', 'boolean', ({ purchase }) => purchase.payAtOnce],
      ['key', 'text', ({ purchase }) => purchase.key],
      ['hash', 'bytea', ({ purchase }) => Buffer.from(purchase.requestHash)],
    ]);
    const at = `${bind(now)}::timestamptz`;
    const due = `${bind(secondsAfter(now, leaseSeconds))}::timestamptz`;
    const stored = await database.statement<{ n: number; id: number }>(
      'record purchases',
      `with v as materialized (
         select nextval(pg_get_serial_sequence('purchases', 'id')) as id, c.* from ${rows}
       ), claimed as (
         insert into idempotency_keys as k (account, operation, key, request_hash, purchase_id)
           select 'customer:' || customer_id, '${PLACE_PURCHASE}', key, hash, id from v where key <> ''
         on conflict (account, operation, key) do update
           set request_hash = excluded.request_hash, purchase_id = excluded.purchase_id, response = null, created_at = now()
           where k.created_at < now() - interval '${KEY_LIFETIME}'
         returning purchase_id
       ), fresh as (
         select * from v where key = '' or id in (select purchase_id from claimed)
       ), recorded as (
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
