import { FailureKind } from '@boxoffice/contracts/common/v1/failure';
import {
  ItemStatus,
  PaymentStatus,
  type PlacePurchase,
  type PlacePurchasesRequest,
  PurchaseStatus,
} from '@boxoffice/contracts/order/v1/order_service';
import { notFound } from '@boxoffice/kernel';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { at, purchase, purchaseJson } from './messages.ts';
import { as } from './tokens.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What the fake order service makes of a purchase, told by its first ticket. */
function place({ ticketIds, customerId }: PlacePurchase, index: number) {
  const failed = purchase({ status: PurchaseStatus.FAILED, reason: 'ticket_unavailable' });
  switch (ticketIds[0]) {
    case 409n: {
      const metadata = { tickets: [{ ticket_id: 409, reason: 'sold' }] };
      const message = 'A ticket is gone.';
      return {
        index,
        purchase: failed,
        failure: { kind: FailureKind.CONFLICT, reason: 'ticket_unavailable', message, metadata },
      };
    }
    case 402n: {
      const metadata = { decline_code: 'insufficient_funds' };
      const message = 'The card was declined.';
      return {
        index,
        purchase: failed,
        failure: { kind: FailureKind.PAYMENT_REQUIRED, reason: 'payment_declined', message, metadata },
        replayed: true,
      };
    }
    case 422n:
      return {
        index,
        failure: { kind: FailureKind.UNPROCESSABLE, reason: 'idempotency_key_reused', message: 'Reused.' },
      };
    default:
      return { index, purchase: purchase({ customerId }), replayed: ticketIds[0] === 201n };
  }
}

let gateway: Awaited<ReturnType<typeof startGateway>>;
let customer: Record<string, string>;
beforeAll(async () => {
  customer = await as('customer', 7);
  gateway = await startGateway({
    order: {
      async *placePurchases({ purchases }) {
        // Backwards, and in two messages: the gateway must tell results apart by their index.
        const results = purchases.map(place).reverse();
        yield { results: results.slice(1) };
        await sleep(5);
        yield { results: results.slice(0, 1) };
      },
      async *payPurchases({ payments }) {
        yield { results: payments.map((_payment, index) => ({ index, purchase: purchase() })) };
      },
      async *cancelPurchases({ cancellations }) {
        const cancelled = purchase({ status: PurchaseStatus.CANCELLED, reason: 'cancelled_by_customer' });
        for (const item of cancelled.items) item.status = ItemStatus.CANCELLED;
        if (cancelled.payment) cancelled.payment.status = PaymentStatus.PARTIALLY_REFUNDED;
        yield { results: cancellations.map((_cancellation, index) => ({ index, purchase: cancelled })) };
      },
      getPurchase({ purchaseId }) {
        if (purchaseId !== 9n) throw notFound('purchase');
        const reserved = purchase({ status: PurchaseStatus.RESERVED, expiresAt: at('2026-01-01T00:10:00Z') });
        delete (reserved as Partial<typeof reserved>).payment;
        return { purchase: reserved };
      },
      listPurchases: () => ({ purchases: [purchase()], nextCursor: 'c' }),
      listPurchaseHistory: () => ({
        changes: [
          { to: PurchaseStatus.PENDING, actor: 'customer:7', at: at('2026-01-01T00:00:00Z') },
          {
            from: PurchaseStatus.PENDING,
            to: PurchaseStatus.FAILED,
            reason: 'ticket_unavailable',
            actor: 'system',
            at: at('2026-01-01T00:00:01Z'),
          },
        ],
      }),
    },
  });
});
beforeEach(() => {
  gateway.calls.length = 0;
});
afterAll(() => gateway.stop());

const CARD = { method: 'card', token: 'tok_approved' };
const buy = (ticketIds: number[], headers: Record<string, string> = {}, payload: object = { payment: CARD }) =>
  gateway.app.inject({
    method: 'POST',
    url: '/v1/purchases',
    headers: { ...customer, ...headers },
    payload: { ticket_ids: ticketIds, ...payload },
  });
const placed = () => gateway.forwarded().map(({ request }) => (request as PlacePurchasesRequest).purchases);

test('a purchase is paid', async () => {
  const response = await buy([42_000_001, 42_000_002]);
  expect(response.statusCode).toBe(201);
  expect(response.json()).toEqual(purchaseJson);
  expect(response.headers.location).toBe('/v1/purchases/9');
  expect(response.headers['idempotent-replayed']).toBeUndefined();
  expect(placed()).toMatchObject([
    [{ customerId: 7n, ticketIds: [42_000_001n, 42_000_002n], payment: { method: 'card', token: 'tok_approved' } }],
  ]);
  expect(gateway.forwarded()[0]?.actor).toEqual({ role: 'service' });
});

test('without payment none is forwarded', async () => {
  await buy([1], {}, {});
  expect(placed()[0]?.[0]?.payment).toBeUndefined();
});

test('simultaneous purchases share calls, and each gets its own answer', async () => {
  const buyers = await Promise.all(Array.from({ length: 60 }, (_, i) => as('customer', i + 1)));
  const answers = await Promise.all(buyers.map((headers) => buy([1], headers)));
  expect(answers.map((answer) => answer.json().customer_id)).toEqual(buyers.map((_, i) => i + 1));
  expect(placed().length).toBeLessThan(10);
  expect(placed().flat()).toHaveLength(60);
});

test('a purchase that fails tells which one, why, and which tickets', async () => {
  const [sold, paid] = await Promise.all([buy([409]), buy([1])]);
  expect(sold.json()).toMatchObject({
    status: 409,
    reason: 'ticket_unavailable',
    purchase_id: 9,
    tickets: [{ ticket_id: 409, reason: 'sold' }],
  });
  expect(sold.headers.location).toBeUndefined();
  expect(paid.statusCode).toBe(201);
});

test('a replayed failure is the same failure, marked', async () => {
  const response = await buy([402]);
  expect(response.json()).toMatchObject({
    status: 402,
    reason: 'payment_declined',
    decline_code: 'insufficient_funds',
    purchase_id: 9,
  });
  expect(response.headers['idempotent-replayed']).toBe('true');
});

test('a failure before anything was recorded has no purchase', async () => {
  const response = await buy([422]);
  expect(response.json()).toMatchObject({ status: 422, reason: 'idempotency_key_reused' });
  expect(response.json()).not.toHaveProperty('purchase_id');
});

test('the idempotency key travels with its purchase', async () => {
  const response = await buy([201], { 'idempotency-key': 'order-1' });
  expect(response.headers['idempotent-replayed']).toBe('true');
  expect(placed()[0]?.[0]?.idempotency).toMatchObject({ key: 'order-1', requestHash: expect.any(Uint8Array) });
});

test('a reserved purchase is paid later', async () => {
  const response = await gateway.app.inject({
    method: 'POST',
    url: '/v1/purchases/9/payment',
    headers: customer,
    payload: CARD,
  });
  expect([response.statusCode, response.json()]).toEqual([200, purchaseJson]);
  expect(gateway.forwarded()).toMatchObject([
    { request: { payments: [{ customerId: 7n, purchaseId: 9n, payment: { token: 'tok_approved' } }] } },
  ]);
});

test.each([
  [undefined, []],
  [{}, []],
  [{ ticket_ids: [42_000_001] }, [42_000_001n]],
])('a purchase is cancelled with body %j', async (payload, ticketIds) => {
  const response = await gateway.app.inject({
    method: 'POST',
    url: '/v1/purchases/9/cancel',
    headers: customer,
    ...(payload ? { payload } : {}),
  });
  expect(response.statusCode).toBe(200);
  expect(response.json()).toMatchObject({
    status: 'cancelled',
    reason: 'cancelled_by_customer',
    items: [{ status: 'cancelled' }],
    payment: { status: 'partially_refunded' },
  });
  expect(gateway.forwarded()).toMatchObject([
    { request: { cancellations: [{ customerId: 7n, purchaseId: 9n, ticketIds }] } },
  ]);
});

test('a reserved purchase has no payment, and tells when it expires', async () => {
  const response = await gateway.app.inject({ url: '/v1/purchases/9', headers: customer });
  expect(response.json()).toMatchObject({ status: 'reserved', payment: null, expires_at: '2026-01-01T00:10:00.000Z' });
  expect(gateway.forwarded()).toMatchObject([{ actor: { role: 'customer', id: 7 } }]);
  const foreign = await gateway.app.inject({ url: '/v1/purchases/10', headers: customer });
  expect([foreign.statusCode, foreign.json().reason]).toEqual([404, 'purchase_not_found']);
});

test('purchases are listed by status', async () => {
  const response = await gateway.app.inject({ url: '/v1/purchases?status=paid', headers: customer });
  expect(response.json()).toEqual({ data: [purchaseJson], next_cursor: 'c' });
  expect(gateway.forwarded()).toMatchObject([{ request: { status: PurchaseStatus.PAID, page: { limit: 20 } } }]);
});

test('the history of a purchase is told', async () => {
  const response = await gateway.app.inject({ url: '/v1/purchases/9/history', headers: customer });
  expect(response.json()).toEqual({
    data: [
      { from: null, to: 'pending', reason: null, actor: 'customer:7', at: '2026-01-01T00:00:00.000Z' },
      { from: 'pending', to: 'failed', reason: 'ticket_unavailable', actor: 'system', at: '2026-01-01T00:00:01.000Z' },
    ],
  });
});
