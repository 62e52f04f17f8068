import { DomainError, notFound } from '@boxoffice/kernel';
import type { FailedRefund } from '../payments/provider.ts';
import { isKnownNotice, wakeByNotice } from '../storage/payment-notices.ts';
import { keepFailedRefunds, type Refunding } from './send-refund.ts';

/** A webhook as it came, and the signature that came with it. */
export type Webhook = { provider: string; payload: Uint8Array; signature: string };

/** Takes in a webhook. */
export type HearProvider = (webhook: Webhook) => Promise<void>;

/**
 * Hears a payment provider. What a notice is about becomes due, and the provider is then asked what became of it: the
 * notice itself proves nothing. The same notice has an effect once. Throws `payment_provider_not_found` for a provider
 * that is not in use or sends none, `invalid_signature`, and `payment_provider_unavailable` when it could not be asked.
 */
export function hearProvider(needs: Refunding, paymentTimeoutMs: number): HearProvider {
  // A charge may take that long, and asking for it afterwards too.
  const callSeconds = (2 * paymentTimeoutMs) / 1000;
  const { database, provider, log } = needs;

  async function failureOf(reference: string): Promise<FailedRefund | undefined> {
    try {
      return await provider.notices?.failureOf(reference, AbortSignal.timeout(paymentTimeoutMs));
    } catch (error) {
      log.warn({ err: error, reference }, 'the payment provider could not be asked for a refund');
      throw new DomainError('unavailable', 'payment_provider_unavailable', 'The payment provider could not be asked.');
    }
  }

  return async ({ provider: name, payload, signature }) => {
    if (name !== provider.name || !provider.notices) throw notFound('payment_provider');
    const { id, type, about } = provider.notices.read(payload, signature);
    if (!about) return;
    const notice = { provider: name, id, type, key: about.key };
    if (await isKnownNotice(database, notice)) return;
    log.info({ notice: id, type, key: about.key }, 'the payment provider has news');
    if (about.type === 'refund') {
      const failed = await failureOf(about.reference);
      await keepFailedRefunds(needs, failed ? [failed] : []);
    }
    await wakeByNotice(database, notice, callSeconds);
  };
}
