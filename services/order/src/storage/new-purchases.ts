import { KEY_LIFETIME } from '@boxoffice/platform';
import { PLACE_PURCHASE } from '../domain/commands.ts';
import type { Purchase } from '../domain/purchase.ts';
import { type Column, idList } from './bindings.ts';

/** A purchase to record. */
export type NewPurchase = {
  customerId: number;
  ticketIds: number[];
  payAtOnce: boolean;
  /** The client's idempotency key, empty without one. */
  key: string;
  requestHash: Uint8Array;
};

/** A purchase that has just begun. */
export function fresh(id: number, { customerId, ticketIds, payAtOnce }: NewPurchase, now: Date): Purchase {
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

/** Places of those that one statement can record: it can't claim one key twice, the second of a batch is a repetition. */
export function withDistinctKeys(purchases: NewPurchase[]): number[] {
  const seen = new Set<string>();
  return purchases.flatMap(({ customerId, key }, n) => {
    const name = `${customerId} ${key}`;
    if (key !== '' && seen.has(name)) return [];
    seen.add(name);
    return [n];
  });
}

/** What the client sent, as columns. */
export const ASKED: Column<NewPurchase>[] = [
  ['customer_id', 'bigint', ({ customerId }) => customerId],
  ['ticket_ids', 'text', ({ ticketIds }) => idList(ticketIds)],
  ['pay_at_once', 'boolean', ({ payAtOnce }) => payAtOnce],
  ['key', 'text', ({ key }) => key],
  ['hash', 'bytea', ({ requestHash }) => Buffer.from(requestHash)],
];

/**
 * Parts of a statement over the rows `v` (with `id`, the columns of `ASKED` and `response`): `fresh` are those whose
 * customer has not used the key within a day, and the others have no effect.
 */
export const FRESH = `claimed as (
    insert into idempotency_keys as k (account, operation, key, request_hash, purchase_id, response)
      select 'customer:' || customer_id, '${PLACE_PURCHASE}', key, hash, id, response from v where key <> ''
    on conflict (account, operation, key) do update
      set request_hash = excluded.request_hash, purchase_id = excluded.purchase_id, response = excluded.response,
          created_at = now()
      where k.created_at < now() - interval '${KEY_LIFETIME}'
    returning purchase_id
  ), fresh as (
    select * from v where key = '' or id in (select purchase_id from claimed)
  )`;
