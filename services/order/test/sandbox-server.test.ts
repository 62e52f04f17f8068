import { eventually, type Fault, type SandboxServer, startSandboxServer } from '@boxoffice/testing';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type RunningOrder, startOrder } from './harness.ts';

let sandbox: SandboxServer;
let order: RunningOrder;
let events = 0;

beforeAll(async () => {
  sandbox = await startSandboxServer({ slowMs: 100 });
  order = await startOrder({
    payments: { provider: 'sandbox', url: sandbox.url },
    paymentTimeoutMs: 400,
    paymentResolveSeconds: 2,
  });
});
afterAll(async () => {
  await order.stop();
  await sandbox.stop();
});
afterEach(() => expect(sandbox.ledger.violations).toEqual([]));

const tickets = (...prices: number[]) => order.inventory.addEvent(++events, prices);
const kept = (id: number) => sandbox.ledger.captured(`purchase-${id}-`) - sandbox.ledger.refunded(`purchase-${id}-`);
const chargeOf = (id: number) => sandbox.ledger.charges.get(`purchase-${id}-1`);

test('an approved charge is taken once, and its reference is the purchase’s', async () => {
  const { id } = await order.place(tickets(1000, 250), 'tok_approved');
  expect(chargeOf(id)).toMatchObject({ amount: 1250, currency: 'BRL', status: 'captured', captures: 1, requests: 1 });
  expect((await order.get(id)).payment?.providerReference).toBe(chargeOf(id)?.reference);
});

test('a slow approval is an approval', async () => {
  expect(await order.place(tickets(1000), 'tok_slow')).toMatchObject({ status: 'paid', reason: null });
});

test.each([
  ['tok_declined', 'payment_declined', { decline_code: 'card_declined' }],
  ['tok_insufficient_funds', 'payment_declined', { decline_code: 'insufficient_funds' }],
  ['pm_card_visa', 'payment_declined', { decline_code: 'invalid_token' }],
  ['tok_error', 'payment_error', {}],
])('%s takes nothing: %s', async (token, reason, metadata) => {
  const answer = await order.place(tickets(1000), token);
  expect(answer).toMatchObject({ status: 'failed', reason });
  expect(answer.result.failure?.metadata).toEqual(metadata);
  expect([chargeOf(answer.id)?.captures, kept(answer.id)]).toEqual([0, 0]);
});

test('a charge whose answer never comes is asked for, and not sent again', async () => {
  const answer = await order.place(tickets(1000), 'tok_lost_response');
  expect(answer).toMatchObject({ status: 'paid', reason: null });
  expect(chargeOf(answer.id)).toMatchObject({ captures: 1, requests: 1 });
});

test('a charge that is never taken fails the purchase after a while', async () => {
  const answer = await order.place(tickets(1000), 'tok_timeout');
  expect(answer.reason).toBe('payment_timeout');
  await order.comesTo(answer.id, 'failed');
  expect(chargeOf(answer.id)).toBeUndefined();
});

const TAKEN: Fault[] = ['slow', 'twice', 'error_after', 'lost_reply', 'no_reply'];

test.each(TAKEN)('a charge with the fault %s is taken once', async (fault) => {
  sandbox.failNext(fault, 'POST /charges');
  const { id } = await order.place(tickets(1000), 'tok_approved');
  await order.comesTo(id, 'paid');
  expect([chargeOf(id)?.captures, kept(id)]).toEqual([1, 1000]);
});

const NOT_TAKEN: Fault[] = ['lost_request', 'error_before'];

test.each(NOT_TAKEN)('a charge with the fault %s is not taken, and its purchase fails', async (fault) => {
  sandbox.failNext(fault, 'POST /charges');
  const { id, reason } = await order.place(tickets(1000), 'tok_approved');
  expect(reason).toBe('payment_timeout');
  await order.comesTo(id, 'failed');
  expect(chargeOf(id)).toBeUndefined();
});

test('a provider that can not be reached for a moment is asked again', async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  setTimeout(begin, 100);
  const placing = order.place(tickets(1000), 'tok_lost_response');
  await begun;
  sandbox.cutOff();
  const { id, reason } = await placing;
  expect(reason).toBe('payment_timeout');
  sandbox.resume();
  await order.comesTo(id, 'paid');
  expect([chargeOf(id)?.requests, kept(id)]).toEqual([1, 1000]);
});

test('a charge that is taken after its purchase was given up is sent back, once', async () => {
  sandbox.pause();
  const { id } = await order.place(tickets(1000), 'tok_approved');
  await order.comesTo(id, 'failed');
  sandbox.failNext('lost_reply', 'POST /refunds');
  sandbox.resume();
  await eventually(() => expect(sandbox.ledger.refunded(`purchase-${id}-`)).toBe(1000), { timeoutMs: 20_000 });
  await eventually(
    async () => {
      const rows = await order.sql('select status from payments where purchase_id = $1', [id]);
      expect(rows).toEqual([{ status: 'refunded' }]);
    },
    { timeoutMs: 20_000 },
  );
  expect([...sandbox.ledger.refunds.keys()].filter((key) => key.startsWith(`refund-${id}-`))).toEqual([
    `refund-${id}-late-1`,
  ]);
});

const ALL: Fault[] = [...TAKEN, ...NOT_TAKEN];

test.each(ALL)('a refund with the fault %s is sent until it is done, and arrives once', async (fault) => {
  const { id } = await order.place(tickets(1000), 'tok_approved');
  sandbox.failNext(fault, 'POST /refunds');
  await order.cancel(id);
  await order.comesTo(id, 'cancelled');
  expect(sandbox.ledger.refunds.get(`refund-${id}-1`)).toMatchObject({ amount: 1000, sent: 1 });
  expect(kept(id)).toBe(0);
});
