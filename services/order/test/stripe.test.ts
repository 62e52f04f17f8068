import { metrics } from '@boxoffice/platform';
import { eventually } from '@boxoffice/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paymentsBy, startStripeOrder } from './stripe-order.ts';

let shop: Awaited<ReturnType<typeof startStripeOrder>>;
let events = 0;

beforeAll(async () => {
  shop = await startStripeOrder({ paymentTimeoutMs: 1500, paymentResolveSeconds: 3 });
});
afterAll(() => shop.stop());

const tickets = (...prices: number[]) => shop.order.inventory.addEvent(++events, prices);
const buy = (token = 'pm_card_visa', ...prices: number[]) =>
  shop.order.place(tickets(...(prices.length > 0 ? prices : [1000])), token);

test('shops are told that the tokens are Stripe’s', async () => {
  expect((await shop.order.client.getPaymentProvider({})).provider).toBe('stripe');
});

test('an approved card pays, and the payment is Stripe’s', async () => {
  const { id, status } = await buy('pm_card_visa', 1000, 250);
  expect([status, shop.kept(id)]).toEqual(['paid', 1250]);
  expect((await shop.order.get(id)).payment?.providerReference).toBe(shop.intentsOf(id)[0]?.id);
  const rows = await shop.order.sql('select provider, status from payments where purchase_id = $1', [id]);
  expect(rows).toEqual([{ provider: 'stripe', status: 'captured' }]);
});

test.each([
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
  ['pm_card_authenticationRequired', 'authentication_required'],
  ['tok_approved', 'invalid_token'],
])('%s is declined: %s', async (token, code) => {
  const answer = await buy(token);
  expect(answer).toMatchObject({ status: 'failed', reason: 'payment_declined' });
  expect(answer.result.failure?.metadata).toEqual({ decline_code: code });
  expect(shop.kept(answer.id)).toBe(0);
});

test('a charge whose answer never comes is found by its key, and not made again', async () => {
  shop.stripe.failNext('no_reply', 'POST /v1/payment_intents');
  const { id, status } = await buy();
  expect([status, shop.intentsOf(id).length, shop.kept(id)]).toEqual(['paid', 1, 1000]);
});

test('a charge that Stripe never gets fails the purchase after a while', async () => {
  for (let n = 0; n < 2; n++) shop.stripe.failNext('error_before', 'POST /v1/payment_intents');
  const { id, reason } = await buy();
  expect(reason).toBe('payment_timeout');
  await shop.order.comesTo(id, 'failed');
  expect(shop.intentsOf(id)).toEqual([]);
});

test('a charge that Stripe takes after its purchase was given up is sent back, once', async () => {
  shop.stripe.pause();
  const { id } = await buy();
  await shop.order.comesTo(id, 'failed', 20_000);
  shop.stripe.resume();
  await eventually(() => expect(shop.refundsOf(id)).toHaveLength(1), { timeoutMs: 20_000 });
  expect([shop.intentsOf(id).length, shop.kept(id)]).toEqual([1, 0]);
  await eventually(async () => {
    const rows = await shop.order.sql('select status from payments where purchase_id = $1', [id]);
    expect(rows).toEqual([{ status: 'refunded' }]);
  });
});

test.each(['no_reply', 'error_after', 'error_before'] as const)(
  'a refund with the fault %s is sent until it is done, and arrives once',
  async (fault) => {
    const { id } = await buy();
    shop.stripe.failNext(fault, 'POST /v1/refunds');
    await shop.order.cancel(id);
    await shop.order.comesTo(id, 'cancelled');
    expect([shop.refundsOf(id).length, shop.kept(id)]).toEqual([1, 0]);
  },
);

test('parts of a purchase go back one by one', async () => {
  const ids = tickets(1000, 250, 500);
  const { id } = await shop.order.place(ids, 'pm_card_visa');
  await shop.order.cancel(id, ids.slice(0, 1));
  expect(shop.kept(id)).toBe(750);
  await shop.order.cancel(id);
  expect([shop.refundsOf(id).length, shop.kept(id)]).toEqual([2, 0]);
});

test('a refund that Stripe refuses for good waits for somebody to settle it, and is seen', async () => {
  const { id } = await buy();
  // Somebody has sent the money back by hand.
  await fetch(`${shop.stripe.url}/v1/refunds`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.stripe.secretKey}` },
    body: new URLSearchParams({ payment_intent: shop.intentsOf(id)[0]?.id ?? '', amount: '1000' }),
  });
  await shop.order.cancel(id);
  await shop.order.comesTo(id, 'cancelled');
  expect(await shop.order.sql('select key, provider, reason, settled_at from failed_refunds')).toEqual([
    { key: `refund-${id}-1`, provider: 'stripe', reason: 'charge_already_refunded', settled_at: null },
  ]);
  expect(await metrics.metrics()).toContain('boxoffice_failed_refunds 1\n');
  await shop.order.sql('update failed_refunds set settled_at = now()');
  expect(await metrics.metrics()).toContain('boxoffice_failed_refunds 0\n');
});

test('a refund that fails days later is found when a process starts, and told once', async () => {
  const { id } = await buy();
  await shop.order.cancel(id);
  const [refund] = shop.refundsOf(id);
  shop.stripe.failRefund(refund?.id ?? '');
  for (let starts = 0; starts < 2; starts++) {
    const next = await shop.order.open(paymentsBy(shop.stripe));
    await eventually(async () => {
      const rows = await shop.order.sql('select reference, reason from failed_refunds where key = $1', [
        `refund-${id}-1`,
      ]);
      expect(rows).toEqual([{ reference: refund?.id, reason: 'expired_or_canceled_card' }]);
    });
    await next.close();
  }
  expect(await shop.order.statusOf(id)).toBe('cancelled');
});
