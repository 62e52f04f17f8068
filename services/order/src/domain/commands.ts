import type { Purchase } from './purchase.ts';

/** The operation that idempotency keys of new purchases belong to. */
export const PLACE_PURCHASE = 'place_purchase';

/** The operation that keys of payments of a purchase belong to. */
export const payOperation = (purchaseId: number): string => `pay_purchase:${purchaseId}`;

/** The operation that keys of cancellations of a purchase belong to. */
export const cancelOperation = (purchaseId: number): string => `cancel_purchase:${purchaseId}`;

/** The operation whose command left a purchase where it stands, for a purchase that is taken up again after a crash. */
export function operationUnderWay({ id, status, payAtOnce, paidAt }: Purchase): string {
  if (status === 'cancelling' && paidAt !== null) return cancelOperation(id);
  // Also a payment that goes back because the hold was lost.
  const paying = status === 'paying' || status === 'cancelling';
  return paying && !payAtOnce ? payOperation(id) : PLACE_PURCHASE;
}
