import type { Purchase } from '@boxoffice/contracts/order/v1/order_service';
import { eventually } from '@boxoffice/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { collect, type RunningOrder, startOrder } from './harness.ts';

let order: RunningOrder;
let events = 0;

beforeAll(async () => {
  order = await startOrder();
});
afterAll(() => order.stop());
beforeEach(() => {
  order.inventory.script.reserve = () => 'well';
  order.inventory.script.confirm = () => 'well';
});

const tickets = (...prices: number[]) => order.inventory.addEvent(++events, prices);

async function money(purchaseId: number) {
  return order.provider.captured(purchaseId) - order.provider.refunded(purchaseId);
}

test('without a payment tickets are held for the customer until a time', async () => {
  const ids = tickets(1000, 250);
  const answer = await order.place(ids);
  expect(answer).toMatchObject({ status: 'reserved', reason: null });
  const purchase = await order.get(answer.id);
  expect(purchase).toMatchObject({ total: 1250n, currencyTotals: [{ amount: 1250n, currency: 'BRL' }] });
  expect(purchase.items.map(({ ticketId }) => Number(ticketId))).toEqual(ids);
  expect(purchase.expiresAt).toBeDefined();
  expect(await order.history(answer.id)).toEqual(['pending', 'reserved']);
  expect(await order.factsOf(answer.id)).toEqual(['reserved']);
  expect(ids.map(order.inventory.statusOf)).toEqual(['held', 'held']);
});

test('with a payment they are paid and sold in one go', async () => {
  const ids = tickets(1000, 250);
  const answer = await order.place(ids, 'tok_approved');
  expect(answer).toMatchObject({ status: 'paid', reason: null });
  expect(await order.history(answer.id)).toEqual(['pending', 'reserved', 'paying', 'paid']);
  expect(await order.factsOf(answer.id)).toEqual(['paid']);
  expect(ids.map(order.inventory.ownerOf)).toEqual([answer.id, answer.id]);
  expect(ids.map(order.inventory.statusOf)).toEqual(['sold', 'sold']);
  expect(await money(answer.id)).toBe(1250);
  expect((await order.get(answer.id)).payment?.providerReference).toBe(`ref-purchase-${answer.id}-1`);
});

test('tickets that cost nothing are sold without asking the provider, with a payment or without', async () => {
  for (const token of [undefined, 'tok_declined']) {
    const ids = tickets(0, 0);
    const answer = await order.place(ids, token);
    expect(answer).toMatchObject({ status: 'paid', reason: null });
    expect(order.provider.calls(`charge purchase-${answer.id}`)).toEqual([]);
    expect(ids.map(order.inventory.statusOf)).toEqual(['sold', 'sold']);
  }
});

test('a declined card leaves a failed purchase with the provider’s code, free tickets and no money', async () => {
  const ids = tickets(1000);
  const answer = await order.place(ids, 'tok_declined');
  expect(answer).toMatchObject({ status: 'failed', reason: 'payment_declined' });
  expect(answer.result.failure?.metadata).toEqual({ decline_code: 'card_declined' });
  expect(await order.history(answer.id)).toEqual(['pending', 'reserved', 'paying', 'failed payment_declined']);
  expect(await order.factsOf(answer.id)).toEqual(['failed']);
  expect(ids.map(order.inventory.statusOf)).toEqual(['available']);
  expect(await money(answer.id)).toBe(0);
});

test('a provider that fails leaves a failed purchase, free tickets and no money', async () => {
  const ids = tickets(1000);
  const answer = await order.place(ids, 'tok_error');
  expect(answer).toMatchObject({ status: 'failed', reason: 'payment_error' });
  expect(await order.factsOf(answer.id)).toEqual(['failed']);
  expect(ids.map(order.inventory.statusOf)).toEqual(['available']);
  expect(await money(answer.id)).toBe(0);
});

test('a ticket somebody else has is refused; the attempt is recorded, with its reason, as lost demand', async () => {
  const [taken = 0, free = 0] = tickets(1000, 250);
  await order.place([taken], 'tok_approved', { customerId: 8 });
  const answer = await order.place([free, taken], 'tok_approved');
  expect(answer).toMatchObject({ status: 'failed', reason: 'ticket_unavailable' });
  expect(answer.result.failure?.metadata).toEqual({ tickets: [{ ticket_id: taken, reason: 'sold' }] });
  expect(await order.history(answer.id)).toEqual(['pending', 'failed ticket_unavailable']);
  expect(await order.factsOf(answer.id)).toEqual([]);
  expect([order.inventory.statusOf(free), order.inventory.ownerOf(taken)]).not.toContain(answer.id);
  expect(order.provider.calls(`charge purchase-${answer.id}`)).toEqual([]);
  const { failures } = await order.client.listFailures({ eventId: BigInt(events) }, order.asPartner());
  expect(failures).toMatchObject([
    {
      purchaseId: BigInt(answer.id),
      reason: 'ticket_unavailable',
      ticketIds: [BigInt(free), BigInt(taken)],
      lost: [{ amount: 1250n, currency: 'BRL' }],
    },
  ]);
});

test('tickets that others just asked for in vain are refused without being reserved, and recorded all the same', async () => {
  const ids = tickets(1000, 250);
  await order.place(ids, 'tok_approved', { customerId: 8 });
  const first = await order.place(ids, 'tok_approved', { key: 'in-vain-1' });
  const asked = order.inventory.calls.reserve.length;
  const again = await order.place(ids, 'tok_approved', { key: 'in-vain-2' });
  expect(order.inventory.calls.reserve).toHaveLength(asked);
  expect(again.id).toBeGreaterThan(first.id);
  expect(again.result.failure).toEqual(first.result.failure);
  const alike = ({ id: _id, createdAt: _created, updatedAt: _updated, ...rest }: Purchase) => rest;
  expect(alike(await order.get(again.id))).toEqual(alike(await order.get(first.id)));
  expect(await order.history(again.id)).toEqual(await order.history(first.id));
  const { failures } = await order.client.listFailures({ eventId: BigInt(events) }, order.asPartner());
  expect(failures.map(({ purchaseId }) => Number(purchaseId))).toEqual([again.id, first.id]);
  // The key is used up, as it is by any other purchase.
  const repeated = await order.place(ids, 'tok_approved', { key: 'in-vain-2' });
  expect(repeated).toMatchObject({ id: again.id, reason: 'ticket_unavailable', result: { replayed: true } });
});

test('a seat that was asked for in vain is sold as soon as it is free', async () => {
  const ids = tickets(1000);
  const { id } = await order.place(ids, 'tok_approved', { customerId: 8 });
  await order.place(ids, 'tok_approved');
  await order.cancel(id, [], { customerId: 8 });
  await eventually(async () => expect(order.inventory.statusOf(ids[0] ?? 0)).toBe('available'));
  expect(await order.place(ids, 'tok_approved')).toMatchObject({ status: 'paid' });
});

test('a ticket that does not exist is refused and recorded', async () => {
  const [known = 0] = tickets(1000);
  const answer = await order.place([known, known + 5]);
  expect(answer).toMatchObject({ status: 'failed', reason: 'ticket_not_found' });
  expect(await order.history(answer.id)).toEqual(['pending', 'failed ticket_not_found']);
});

test('when inventory can not be asked, the purchase fails and whatever was held is released', async () => {
  const ids = tickets(1000);
  order.inventory.script.reserve = () => 'fails';
  const answer = await order.place(ids, 'tok_approved');
  expect(answer).toMatchObject({ status: 'failed', reason: 'inventory_unavailable' });
  expect(order.provider.calls(`charge purchase-${answer.id}`)).toEqual([]);
  expect(await order.factsOf(answer.id)).toEqual(['failed']);
});

test('a hold whose answer is lost is given back', async () => {
  const ids = tickets(1000);
  order.inventory.script.reserve = () => 'loses the answer';
  const answer = await order.place(ids, 'tok_approved');
  expect(answer).toMatchObject({ status: 'failed', reason: 'inventory_unavailable' });
  expect(await order.factsOf(answer.id)).toEqual(['failed']);
  expect(ids.map(order.inventory.statusOf)).toEqual(['available']);
});

test('a sale whose confirmation is lost is confirmed again, and paid once', async () => {
  const ids = tickets(1000);
  let losses = 2;
  order.inventory.script.confirm = () => (losses-- > 0 ? 'loses the answer' : 'well');
  const answer = await order.place(ids, 'tok_approved');
  expect(answer).toMatchObject({ status: 'paid', reason: null });
  expect(order.inventory.calls.confirm.filter((id) => id === answer.id)).toHaveLength(3);
  expect(order.provider.calls(`charge purchase-${answer.id}`)).toHaveLength(1);
  expect(await money(answer.id)).toBe(1000);
});

test('a sale that stays unconfirmed is not told as one that took nothing, and is paid in the end', async () => {
  let losses = 5;
  order.inventory.script.confirm = () => (losses-- > 0 ? 'fails' : 'well');
  const answer = await order.place(tickets(1000, 250), 'tok_approved');
  expect(answer).toMatchObject({ status: 'paying', reason: 'confirmation_timeout' });
  expect(answer.result.failure?.message).not.toContain('nothing was taken');
  await order.comesTo(answer.id, 'paid', 20_000);
});

test('when the hold is gone at the confirmation, all the money goes back and the customer is told', async () => {
  const ids = tickets(1000, 250);
  order.inventory.script.confirm = (purchaseId) => {
    order.inventory.takeAway(purchaseId);
    return 'well';
  };
  const answer = await order.place(ids, 'tok_approved');
  expect(answer.status).toBe('cancelled');
  expect(await order.history(answer.id)).toEqual([
    'pending',
    'reserved',
    'paying',
    'cancelling hold_released',
    'cancelled hold_released',
  ]);
  expect([order.provider.captured(answer.id), order.provider.refunded(answer.id)]).toEqual([1250, 1250]);
  expect(ids.map(order.inventory.statusOf)).toEqual(['available', 'available']);
  const [payment] = await order.sql('select status, reference from payments where purchase_id = $1', [answer.id]);
  expect(payment).toMatchObject({ status: 'refunded', reference: expect.any(String) });
  expect(answer.reason).toBe('hold_released');
});

test('when the hold of free tickets is gone at the confirmation, the purchase fails', async () => {
  order.inventory.script.confirm = (purchaseId) => {
    order.inventory.takeAway(purchaseId);
    return 'well';
  };
  const answer = await order.place(tickets(0));
  expect(answer).toMatchObject({ status: 'failed', reason: 'hold_released' });
});

test.each([
  ['no tickets', []],
  ['a ticket twice', [1_000_001, 1_000_001]],
  ['21 tickets', Array.from({ length: 21 }, (_, i) => 1_000_001 + i)],
])('%s are refused before anything is recorded', async (_what, ids) => {
  const before = await order.sql('select count(*)::int as n from purchases');
  const answer = await order.place(ids, 'tok_approved');
  expect(answer).toMatchObject({ id: 0, reason: 'validation_failed' });
  expect(await order.sql('select count(*)::int as n from purchases')).toEqual(before);
});

test('an id that is no safe integer is the caller’s mistake, not a defect', async () => {
  const purchases = [{ customerId: 7n, ticketIds: [2n ** 60n] }];
  const [answer] = await collect(order.client.placePurchases({ purchases }));
  expect(answer?.reason).toBe('validation_failed');
});

test('a payment without a token is refused before anything is recorded', async () => {
  const answer = await order.place(tickets(1000), '');
  expect(answer).toMatchObject({ id: 0, reason: 'validation_failed' });
});

test('somebody else’s purchase is as good as none', async () => {
  const { id } = await order.place(tickets(1000));
  await expect(order.get(id, 8)).rejects.toThrow('no such purchase');
  await expect(order.history(id, 8)).rejects.toThrow('no such purchase');
  expect(await order.pay(id, 'tok_approved', { customerId: 8 })).toMatchObject({ id: 0, reason: 'purchase_not_found' });
  expect(await order.cancel(id, [], { customerId: 8 })).toMatchObject({ id: 0, reason: 'purchase_not_found' });
  expect(await order.statusOf(id)).toBe('reserved');
});

test('only services may give commands, only customers see purchases and only partners see sales', async () => {
  const asCustomer = order.client.placePurchases({ purchases: [] }, order.asCustomer());
  await expect(collect(asCustomer)).rejects.toThrow('Only services');
  await expect(order.client.listPurchases({}, order.asPartner())).rejects.toThrow('Only a customer');
  await expect(order.client.getSalesSummary({}, order.asCustomer())).rejects.toThrow('Only a partner');
});

test('600 purchases of one ticket at the same moment: one gets it, all are recorded, one is charged', async () => {
  const ids = tickets(1000);
  const answers = await Promise.all(
    Array.from({ length: 600 }, (_, i) => order.place(ids, 'tok_approved', { customerId: 1000 + i })),
  );
  const winners = answers.filter(({ status }) => status === 'paid');
  expect(winners).toHaveLength(1);
  expect(answers.filter(({ reason }) => reason === 'ticket_unavailable')).toHaveLength(599);
  expect(new Set(answers.map(({ id }) => id)).size).toBe(600);
  const charged = answers.filter(({ id }) => order.provider.captured(id) > 0);
  expect(charged.map(({ id }) => id)).toEqual(winners.map(({ id }) => id));
});
