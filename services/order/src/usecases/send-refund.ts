import type { Database, Log } from '@boxoffice/platform';
import { type FailedRefund, type PaymentProvider, type RefundOrder, RefundRefused } from '../payments/provider.ts';
import { recordFailedRefunds } from '../storage/failed-refunds.ts';

// Nobody waits for it.
const PATIENCE_MS = 10_000;

/** What refunds need. */
export type Refunding = { database: Database; provider: PaymentProvider; log: Log };

/** Keeps refunds that did not arrive for somebody to settle, and tells of those that are new. */
export async function keepFailedRefunds({ database, provider, log }: Refunding, failed: FailedRefund[]): Promise<void> {
  for (const { purchase_id: purchase, ...refund } of await recordFailedRefunds(database, provider.name, failed)) {
    log.error({ purchase, ...refund }, 'a refund did not arrive: somebody has to settle it');
  }
}

/**
 * Sends money back. A refund that the provider refuses for good is kept for somebody to settle; there is nothing left to
 * send then. Throws when the outcome is not known.
 */
export async function sendRefund(needs: Refunding, order: RefundOrder): Promise<void> {
  try {
    await needs.provider.refund(order);
  } catch (error) {
    if (!(error instanceof RefundRefused)) throw error;
    await keepFailedRefunds(needs, [error.refund]);
  }
}

/**
 * Looks for refunds that failed after they were sent, with providers that tell. Webhooks tell sooner, but one may be lost.
 */
export function findFailedRefunds(needs: Refunding): () => Promise<void> {
  return async () => {
    const failed = await needs.provider.notices?.failedRefunds(AbortSignal.timeout(PATIENCE_MS));
    await keepFailedRefunds(needs, failed ?? []);
  };
}
