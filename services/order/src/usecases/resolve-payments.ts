import type { ChargeOutcome } from '../payments/provider.ts';
import {
  lateRefundKey,
  recordLateCapture,
  resolvePayment,
  takeUnresolved,
  type UnresolvedPayment,
} from '../storage/unresolved-payments.ts';
import { type Refunding, sendRefund } from './send-refund.ts';

const AT_ONCE = 100;
// With the growing pauses between them, these last a good day: no provider answers later than that.
const MOST_TRIES = 36;

/** What resolving payments needs. */
export type Resolving = Refunding & { paymentTimeoutMs: number };

/**
 * Asks the provider for payments that were taken as not charged because it never answered. Money that came after all is
 * recorded and sent back; a payment that the provider says it did not take, or does not know after a day, is over.
 */
export function resolvePayments(needs: Resolving): () => Promise<void> {
  const { database, provider, log, paymentTimeoutMs } = needs;
  const timeout = () => AbortSignal.timeout(paymentTimeoutMs);

  async function settle(payment: UnresolvedPayment, outcome: ChargeOutcome | undefined): Promise<void> {
    if (outcome?.type === 'captured') {
      const { key: chargeKey, amount, currency, purchaseId } = payment;
      log.warn({ purchase: purchaseId }, 'a payment came late; it is refunded');
      await recordLateCapture(database, payment, outcome.reference);
      const charge = { chargeKey, chargeReference: outcome.reference };
      await sendRefund(needs, { key: lateRefundKey(payment), ...charge, amount, currency, signal: timeout() });
      return resolvePayment(database, payment, 'refunded');
    }
    if (outcome !== undefined || payment.tries >= MOST_TRIES) await resolvePayment(database, payment, 'failed');
  }

  return async () => {
    const due = await takeUnresolved(database, AT_ONCE);
    await Promise.all(
      due.map(async (payment) => {
        try {
          await settle(payment, await provider.find(payment.key, timeout()));
        } catch (error) {
          log.warn({ err: error, purchase: payment.purchaseId }, 'a late payment was not settled; it is tried again');
        }
      }),
    );
  };
}
