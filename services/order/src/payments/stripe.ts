import Stripe from 'stripe';
import { type Charge, type PaymentProvider, type RefundOrder, RefundRefused } from './provider.ts';
import { toStripeAmount } from './stripe-amounts.ts';
import { createStripeClient, type StripeAccess } from './stripe-client.ts';
import { stripeKeys } from './stripe-keys.ts';
import { failureOfRefund, stripeNotices } from './stripe-notices.ts';
import { outcomeOfError, outcomeOfIntent } from './stripe-outcomes.ts';

/** What Stripe has to know of us, and we of it. */
export type StripeOptions = StripeAccess & {
  /** Signs webhooks. */
  webhookSecret: string;
  /** Names the orders database among all that use the same Stripe account. */
  scope: string;
};

const RECENT_SECONDS = 600;
const MOST_RECENT = 500;
// Refused now, but not for ever: the account's balance fills up, a wrong secret key is put right.
const LATER = new Set(['balance_insufficient', 'resource_missing']);

/**
 * Stripe. A charge is a PaymentIntent that is made and confirmed in one request, for cards only, and never waits for its
 * customer: a bank that wants authentication is a decline (`authentication_required`). Tokens are PaymentMethods
 * (`pm_...`); any other is declined as `invalid_token`. Amounts that Stripe can't count exactly are neither charged nor
 * sent back.
 *
 * A charge is found among the 500 latest of the last ten minutes, of which Stripe tells at once, and beyond them by its
 * search, which lags by up to a minute, and in trouble by an hour. Until then it counts as unknown, never as not charged.
 *
 * A refund is looked for before it is sent: Stripe forgets idempotency keys after a day.
 */
export function createStripeProvider({ webhookSecret, scope, ...access }: StripeOptions): PaymentProvider {
  const client = createStripeClient(access);
  const { stripe, within } = client;
  const keys = stripeKeys(scope);

  const charge = (order: Charge) =>
    within(order.signal, async (sent) => {
      const { key, amount, currency, token } = order;
      const units = toStripeAmount({ amount, currency });
      if (units === undefined) return { type: 'failed' as const };
      try {
        const intent = await stripe.paymentIntents.create(
          {
            amount: units,
            currency: currency.toLowerCase(),
            payment_method: token,
            allowed_payment_method_types: ['card'],
            confirm: true,
            error_on_requires_action: true,
            metadata: keys.charge(key),
          },
          { idempotencyKey: keys.scoped(key) },
        );
        const outcome = outcomeOfIntent(intent);
        if (outcome) return outcome;
        throw new Error(`the payment ${intent.id} is ${intent.status}`);
      } catch (error) {
        const outcome = outcomeOfError(error, sent() === 1);
        if (outcome) return outcome;
        throw error;
      }
    });

  async function intentOf(key: string): Promise<Stripe.PaymentIntent | undefined> {
    const isIt = ({ metadata }: Stripe.PaymentIntent) => keys.chargeOf(metadata) === key;
    const since = Math.floor(Date.now() / 1000) - RECENT_SECONDS;
    let seen = 0;
    for await (const intent of stripe.paymentIntents.list({ created: { gte: since }, limit: 100 })) {
      if (isIt(intent)) return intent;
      seen += 1;
      if (seen >= MOST_RECENT) break;
    }
    const { data } = await stripe.paymentIntents.search({ query: keys.searchFor(key) });
    const found = data.find(isIt);
    // The search index may be behind: what it found is asked for afresh.
    return found && stripe.paymentIntents.retrieve(found.id);
  }

  async function sendRefund({ key, amount, currency }: RefundOrder, intent: string, sent: () => number) {
    const before = sent();
    const units = toStripeAmount({ amount, currency });
    if (units === undefined) throw new RefundRefused({ key, reference: null, reason: 'amount_not_possible' });
    try {
      return await stripe.refunds.create(
        { payment_intent: intent, amount: units, metadata: keys.refund(key) },
        { idempotencyKey: keys.scoped(key) },
      );
    } catch (error) {
      const final = error instanceof Stripe.errors.StripeInvalidRequestError && !LATER.has(error.code ?? '');
      if (!final || sent() - before > 1) throw error;
      throw new RefundRefused({ key, reference: null, reason: error.code ?? error.message });
    }
  }

  const refund = (order: RefundOrder) =>
    within(order.signal, async (sent) => {
      const { key, chargeKey, chargeReference } = order;
      const intent = chargeReference ?? (await intentOf(chargeKey))?.id;
      if (intent === undefined) throw new Error(`Stripe does not know the payment ${chargeKey}`);
      const { data: earlier } = await stripe.refunds.list({ payment_intent: intent, limit: 100 });
      const known = earlier.find(({ metadata }) => keys.refundOf(metadata) === key);
      const failure = failureOfRefund(known ?? (await sendRefund(order, intent, sent)), keys);
      if (failure) throw new RefundRefused(failure);
    });

  return {
    name: 'stripe',
    charge,
    refund,
    find: (key, signal) =>
      within(signal, async () => {
        const intent = await intentOf(key);
        return intent && outcomeOfIntent(intent);
      }),
    notices: stripeNotices(client, keys, webhookSecret),
  };
}
