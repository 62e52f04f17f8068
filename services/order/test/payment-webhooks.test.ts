import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromConnectError } from '@boxoffice/platform';
import { type DoubleEvent, eventually, signWebhook } from '@boxoffice/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startOrder } from './harness.ts';
import { paymentsBy, startStripeOrder } from './stripe-order.ts';

let shop: Awaited<ReturnType<typeof startStripeOrder>>;
let door: Server;
let address: string;
let events = 0;

type Client = (typeof shop)['order']['client'];

const STATUSES: Record<string, number> = {
  invalid_signature: 400,
  payment_provider_not_found: 404,
  payment_provider_unavailable: 503,
};

/** What the gateway answers a webhook with. */
async function hear(client: Client, payload: Uint8Array, signature: string, provider = 'stripe'): Promise<number> {
  try {
    await client.handlePaymentWebhook({ provider, payload, signature });
    return 204;
  } catch (error) {
    return STATUSES[fromConnectError(error).reason] ?? 500;
  }
}

beforeEach(async () => {
  shop = await startStripeOrder({ paymentTimeoutMs: 700, paymentResolveSeconds: 1 });
  door = createServer(async (request, response) => {
    const payload = Buffer.concat(await request.toArray());
    const status = await hear(shop.order.client, payload, String(request.headers['stripe-signature'] ?? ''));
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(door.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  await shop.stop();
  door.close();
});

const buy = () => shop.order.place(shop.order.inventory.addEvent(++events, [1000]), 'pm_card_visa');
const notices = () => shop.order.sql('select id, type, key from payment_notices order by received_at');
const told = (type: string): DoubleEvent => {
  const event = shop.stripe.events.find((one) => one.type === type);
  if (!event) throw new Error(`Stripe had no ${type} to tell`);
  return event;
};

/** A purchase that was given up while Stripe had its money, and that nobody asks Stripe for in the next hour. */
async function aLateCapture(): Promise<number> {
  shop.stripe.pause();
  const { id } = await buy();
  await shop.order.comesTo(id, 'failed', 20_000);
  // While it is asked for once more, its time can't be told.
  await eventually(async () => {
    await shop.order.sql("update unresolved_payments set due_at = now() + interval '1 hour'");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const later = "select 1 from unresolved_payments where due_at > now() + interval '30 minutes'";
    expect(await shop.order.sql(later)).toHaveLength(1);
  });
  shop.stripe.resume();
  await eventually(() => expect(shop.intentsOf(id)).toHaveLength(1));
  return id;
}

test('news of a payment without an outcome has it asked for at once: late money goes back', async () => {
  const id = await aLateCapture();
  expect(await shop.stripe.send(told('payment_intent.succeeded'), address)).toBe(204);
  await eventually(() => expect(shop.refundsOf(id)).toHaveLength(1), { timeoutMs: 15_000 });
  expect(shop.kept(id)).toBe(0);
  expect(await notices()).toMatchObject([{ type: 'payment_intent.succeeded', key: `purchase-${id}-1` }]);
});

test('the news itself proves nothing: what Stripe does not confirm stays as it was', async () => {
  const id = await aLateCapture();
  // Stripe itself says now that the payment took nothing.
  Object.assign(shop.intentsOf(id)[0] ?? {}, {
    status: 'requires_payment_method',
    amount_received: 0,
    last_payment_error: { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' },
  });
  expect(await shop.stripe.send(told('payment_intent.succeeded'), address)).toBe(204);
  await eventually(async () => {
    const rows = await shop.order.sql('select status from payments where purchase_id = $1', [id]);
    expect(rows).toEqual([{ status: 'failed' }]);
  });
  expect(shop.refundsOf(id)).toEqual([]);
});

test('money that comes when nobody expects it any more goes back', async () => {
  const id = await aLateCapture();
  // Stripe was asked for a day, and the payment taken as failed.
  await shop.order.sql('delete from unresolved_payments');
  await shop.order.sql("update payments set status = 'failed'");
  expect(await shop.stripe.send(told('payment_intent.succeeded'), address)).toBe(204);
  await eventually(() => expect(shop.refundsOf(id)).toHaveLength(1), { timeoutMs: 15_000 });
  await eventually(async () => {
    expect(await shop.order.sql('select status from payments')).toEqual([{ status: 'refunded' }]);
  });
});

test('news of a payment whose process is gone has the purchase taken up before its lease is over', async () => {
  const forgetful = { ...paymentsBy(shop.stripe), paymentTimeoutMs: 60_000, leaseSeconds: 600 };
  const gone = await shop.order.open(forgetful);
  shop.stripe.failNext('no_reply', 'POST /v1/payment_intents');
  const hanging = gone.place(shop.order.inventory.addEvent(++events, [1000]), 'pm_card_visa').catch(() => undefined);
  await eventually(() => expect(shop.stripe.intents).toHaveLength(1));
  const [{ id }] = await shop.order.sql("select id from purchases where status = 'paying'");
  expect(await shop.stripe.send(told('payment_intent.succeeded'), address)).toBe(204);
  await shop.order.comesTo(id, 'paid');
  expect([shop.intentsOf(id).length, shop.kept(id)]).toEqual([1, 1000]);
  await shop.stripe.stop();
  await hanging;
});

test('news of what is over has no effect, however often it comes', async () => {
  shop.stripe.sendTo(address);
  const { id } = await buy();
  await shop.order.cancel(id);
  const steps = await shop.order.history(id);
  await shop.stripe.settle();
  const again = [told('payment_intent.succeeded'), told('charge.refunded'), told('payment_intent.succeeded')];
  for (const event of again) expect(await shop.stripe.send(event, address)).toBe(204);
  expect(shop.stripe.deliveries.map(({ status }) => status)).toEqual(shop.stripe.deliveries.map(() => 204));
  expect(await notices()).toHaveLength(2);
  expect(await shop.order.history(id)).toEqual(steps);
  expect([shop.intentsOf(id).length, shop.refundsOf(id).length]).toEqual([1, 1]);
});

test('news of a refund that failed is kept for somebody to settle, once', async () => {
  const { id } = await buy();
  await shop.order.cancel(id);
  shop.stripe.sendTo(address);
  const [refund] = shop.refundsOf(id);
  shop.stripe.failRefund(refund?.id ?? '');
  await shop.stripe.settle();
  await shop.stripe.send(told('refund.failed'), address);
  expect(await shop.order.sql('select key, reference, reason, settled_at from failed_refunds')).toEqual([
    { key: `refund-${id}-1`, reference: refund?.id, reason: 'expired_or_canceled_card', settled_at: null },
  ]);
});

test('a forged failure of a refund is not believed', async () => {
  const { id } = await buy();
  await shop.order.cancel(id);
  const refund = { ...shop.refundsOf(id)[0], status: 'failed' };
  const forged = { ...told('refund.created'), id: 'evt_forged', type: 'refund.failed', data: { object: refund } };
  const payload = JSON.stringify(forged);
  const signature = signWebhook(payload, shop.stripe.webhookSecret);
  expect(await hear(shop.order.client, Buffer.from(payload), signature)).toBe(204);
  expect(await shop.order.sql('select 1 from failed_refunds')).toEqual([]);
});

test('webhooks that are unsigned, changed, signed by others or old are refused, and leave nothing', async () => {
  await buy();
  const payload = JSON.stringify(told('payment_intent.succeeded'));
  const old = Math.floor(Date.now() / 1000) - 600;
  const { webhookSecret } = shop.stripe;
  const bad: [string, string][] = [
    [payload, ''],
    [payload, 'nonsense'],
    [`${payload} `, signWebhook(payload, webhookSecret)],
    [payload, signWebhook(payload, 'whsec_other')],
    [payload, signWebhook(payload, webhookSecret, old)],
    ['', signWebhook('', webhookSecret)],
    ['not JSON', signWebhook('not JSON', webhookSecret)],
  ];
  for (const [body, signature] of bad) {
    expect(await hear(shop.order.client, Buffer.from(body), signature)).toBe(400);
  }
  expect(await notices()).toEqual([]);
});

test('events of no interest are taken and forgotten', async () => {
  const payload = JSON.stringify({ id: 'evt_9', object: 'event', type: 'customer.created', data: { object: {} } });
  const signature = signWebhook(payload, shop.stripe.webhookSecret);
  expect(await hear(shop.order.client, Buffer.from(payload), signature)).toBe(204);
  expect(await notices()).toEqual([]);
});

test('an event is heard again while what it needs can not be had', async () => {
  const { id } = await buy();
  await shop.order.cancel(id);
  shop.stripe.failRefund(shop.refundsOf(id)[0]?.id ?? '');
  shop.stripe.cutOff();
  expect(await shop.stripe.send(told('refund.failed'), address)).toBe(503);
  expect(await notices()).toEqual([]);
  shop.stripe.resume();
  expect(await shop.stripe.send(told('refund.failed'), address)).toBe(204);
  expect(await shop.order.sql('select 1 from failed_refunds')).toHaveLength(1);
});

test('a provider that is not in use has no webhooks', async () => {
  const payload = JSON.stringify({ id: 'evt_9', object: 'event', type: 'customer.created', data: { object: {} } });
  const signature = signWebhook(payload, shop.stripe.webhookSecret);
  expect(await hear(shop.order.client, Buffer.from(payload), signature, 'sandbox')).toBe(404);
  const sandbox = await startOrder({ payments: { provider: 'sandbox' } });
  expect(await hear(sandbox.client, Buffer.from(payload), signature)).toBe(404);
  expect(await hear(sandbox.client, Buffer.from(payload), signature, 'sandbox')).toBe(404);
  await sandbox.stop();
});
