import './server-time.ts';
import { api } from '../../api/client.ts';
import { call } from '../../api/problem.ts';
import { once } from '../checkout/once.ts';
import { keep, readKept } from './kept.ts';
import type { Purchase } from './types.ts';

const store = { read: readKept, write: keep };
const keyed = (key: string) => ({ 'Idempotency-Key': key });
const sorted = (ids: readonly number[]) => [...ids].sort((a, b) => a - b).join(',');

/** Holds tickets until they are paid; what is free is bought at once. */
export function reserve(ticketIds: number[]): Promise<Purchase> {
  return once(store, { name: 'boxoffice.reserve', what: sorted(ticketIds) }, (key) =>
    call(api.POST('/v1/purchases', { params: { header: keyed(key) }, body: { ticket_ids: ticketIds } })),
  );
}

/** Pays a reserved purchase with a card. */
export function pay(purchaseId: number, token: string): Promise<Purchase> {
  return once(store, { name: `boxoffice.pay.${purchaseId}`, what: token }, (key) =>
    call(
      api.POST('/v1/purchases/{id}/payment', {
        params: { path: { id: purchaseId }, header: keyed(key) },
        body: { method: 'card', token },
      }),
    ),
  );
}

/** Cancels some tickets of a purchase. */
export function cancelTickets(purchaseId: number, ticketIds: number[]): Promise<Purchase> {
  return once(store, { name: `boxoffice.cancel.${purchaseId}`, what: sorted(ticketIds) }, (key) =>
    call(
      api.POST('/v1/purchases/{id}/cancel', {
        params: { path: { id: purchaseId }, header: keyed(key) },
        body: { ticket_ids: ticketIds },
      }),
    ),
  );
}
