import { type StripeDouble, type StripeDoubleOptions, startStripeDouble } from '@boxoffice/testing';
import { type AppOptions, startOrder } from './harness.ts';

/** Stripe, as an order service is told to use it. */
export const paymentsBy = ({ url, secretKey, webhookSecret }: StripeDouble): Pick<AppOptions, 'payments'> => ({
  payments: { provider: 'stripe', apiUrl: url, secretKey, webhookSecret },
});

/** An order service whose payments go to a double of Stripe. */
export async function startStripeOrder(options: AppOptions = {}, stripeOptions: StripeDoubleOptions = {}) {
  const stripe = await startStripeDouble(stripeOptions);
  const order = await startOrder({ ...paymentsBy(stripe), ...options });
  const sum = (items: { amount: number }[]) => items.reduce((all, { amount }) => all + amount, 0);
  const intentsOf = (purchaseId: number) =>
    stripe.intents.filter(({ metadata }) => metadata.boxoffice_charge?.includes(`/purchase-${purchaseId}-`));
  const refundsOf = (purchaseId: number) =>
    stripe.refunds.filter(({ metadata }) => metadata.boxoffice_refund?.includes(`/refund-${purchaseId}-`));
  return {
    order,
    stripe,
    intentsOf,
    refundsOf,
    /** Money that was taken for a purchase and not sent back. */
    kept: (purchaseId: number) =>
      sum(intentsOf(purchaseId).map(({ amount_received: amount }) => ({ amount }))) - sum(refundsOf(purchaseId)),
    async stop() {
      // First the double: what waits for its answers is let go.
      await stripe.stop();
      await order.stop();
    },
  };
}
