import { eventually } from '@boxoffice/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RunningOrder, startOrder } from './harness.ts';

// The provider is asked for an unknown payment for two seconds here.
let order: RunningOrder;
let events = 0;

beforeEach(async () => {
  order = await startOrder({ paymentResolveSeconds: 2 });
});
afterEach(() => order.stop());

const tickets = (...prices: number[]) => order.inventory.addEvent(++events, prices);
const kept = (purchaseId: number) => order.provider.captured(purchaseId) - order.provider.refunded(purchaseId);
const charges = (purchaseId: number) => order.provider.calls(`charge purchase-${purchaseId}`);

test('a charge whose answer is lost is found by its key; it is never sent again', async () => {
  const ids = tickets(1000);
  const answer = await order.place(ids, 'tok_lost');
  expect(answer).toMatchObject({ status: 'paid', reason: null });
  expect([charges(answer.id).length, kept(answer.id)]).toEqual([1, 1000]);
  expect(ids.map(order.inventory.statusOf)).toEqual(['sold']);
});

test('a charge that never reached the provider fails the purchase after a while, and is not sent again', async () => {
  const ids = tickets(1000);
  const answer = await order.place(ids, 'tok_unsent');
  expect(answer.reason).toBe('payment_timeout');
  await order.comesTo(answer.id, 'failed');
  expect(await order.history(answer.id)).toEqual(['pending', 'reserved', 'paying', 'failed payment_timeout']);
  expect(await order.factsOf(answer.id)).toEqual(['failed']);
  expect([charges(answer.id).length, kept(answer.id)]).toEqual([1, 0]);
  expect(ids.map(order.inventory.statusOf)).toEqual(['available']);
});

test('an unknown charge of a reserved purchase leaves the hold, and another payment has another key', async () => {
  const { id } = await order.place(tickets(1000));
  expect(await order.pay(id, 'tok_unsent')).toMatchObject({ reason: 'payment_timeout' });
  await order.comesTo(id, 'reserved');
  expect(await order.pay(id)).toMatchObject({ status: 'paid' });
  expect(charges(id)).toEqual([`charge purchase-${id}-1`, `charge purchase-${id}-2`]);
  expect(kept(id)).toBe(1000);
});

test('a provider that answers too late is not waited for, and found to have charged', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  order.provider.script.charge = async ({ signal }, usual) => {
    usual();
    signal.addEventListener('abort', () => open());
    await gate;
    throw signal.reason;
  };
  const answer = await order.place(tickets(1000), 'tok_approved');
  expect(answer).toMatchObject({ status: 'paid', reason: null });
  expect(kept(answer.id)).toBe(1000);
});

test('a provider that can not be asked for a moment is asked again until it answers', async () => {
  let failures = 2;
  order.provider.script.find = async (_key, usual) => {
    if (failures-- > 0) throw new Error('the provider is away');
    return usual();
  };
  const answer = await order.place(tickets(1000), 'tok_lost');
  expect(answer.reason).toBe('payment_timeout');
  await order.comesTo(answer.id, 'paid');
  expect([charges(answer.id).length, kept(answer.id)]).toEqual([1, 1000]);
});

test('money that comes after its purchase was given up goes back, once', async () => {
  const ids = tickets(1000);
  let known = false;
  order.provider.script.find = async (_key, usual) => (known ? usual() : undefined);
  const { id } = await order.place(ids, 'tok_lost');
  await order.comesTo(id, 'failed');
  expect(kept(id)).toBe(1000);
  known = true;
  await eventually(() => expect(kept(id)).toBe(0), { timeoutMs: 15_000 });
  await eventually(async () => {
    const payments = await order.sql('select status, reference from payments where purchase_id = $1', [id]);
    expect(payments).toEqual([{ status: 'refunded', reference: expect.any(String) }]);
  });
  expect(await order.sql('select 1 from unresolved_payments')).toEqual([]);
  const refunds = await order.sql('select amount, done_at is not null as done from refunds where purchase_id = $1', [
    id,
  ]);
  expect(refunds).toEqual([{ amount: 1000, done: true }]);
  expect(order.provider.calls(`refund refund-${id}`)).toHaveLength(1);
});

test('a provider that can not be asked for long, and had charged, gives the money back in the end', async () => {
  let away = true;
  order.provider.script.find = async (_key, usual) => {
    if (away) throw new Error('the provider is away');
    return usual();
  };
  const { id } = await order.place(tickets(1000), 'tok_lost');
  await order.comesTo(id, 'failed');
  away = false;
  await eventually(() => expect(kept(id)).toBe(0), { timeoutMs: 15_000 });
});

test('a late refund that fails is sent again with the same key', async () => {
  let known = false;
  let failures = 1;
  order.provider.script.find = async (_key, usual) => (known ? usual() : undefined);
  order.provider.script.refund = async (_refund, usual) => {
    usual();
    if (failures-- > 0) throw new Error('the answer is lost');
  };
  const { id } = await order.place(tickets(1000), 'tok_lost');
  await order.comesTo(id, 'failed');
  known = true;
  await eventually(() => expect(order.provider.calls(`refund refund-${id}`).length).toBeGreaterThan(1), {
    timeoutMs: 15_000,
  });
  expect(new Set(order.provider.calls(`refund refund-${id}`)).size).toBe(1);
  expect(kept(id)).toBe(0);
});

test('a purchase whose first payment comes late and whose second one paid it keeps its tickets and the price of them', async () => {
  const ids = tickets(1000, 250);
  let known = false;
  order.provider.script.find = async (_key, usual) => (known ? usual() : undefined);
  const { id } = await order.place(ids);
  await order.pay(id, 'tok_lost');
  await order.comesTo(id, 'reserved');
  expect(await order.pay(id)).toMatchObject({ status: 'paid' });
  expect(kept(id)).toBe(2500);
  known = true;
  await eventually(() => expect(kept(id)).toBe(1250), { timeoutMs: 15_000 });
  expect(await order.statusOf(id)).toBe('paid');
  // And what follows is counted on from there.
  expect(await order.cancel(id, ids.slice(0, 1))).toMatchObject({ status: 'paid', reason: null });
  expect(kept(id)).toBe(250);
  expect(await order.cancel(id)).toMatchObject({ status: 'cancelled', reason: null });
  expect(kept(id)).toBe(0);
  await order.factsOf(id);
  expect(ids.map(order.inventory.statusOf)).toEqual(['available', 'available']);
});
