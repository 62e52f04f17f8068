import { eventually } from '@boxoffice/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type RunningOrder, startOrder } from './harness.ts';

const DAY_MS = 86_400_000;

let order: RunningOrder;
let events = 0;

beforeAll(async () => {
  order = await startOrder();
});
afterAll(() => order.stop());
beforeEach(() => {
  order.provider.script.refund = undefined;
  order.catalog.away = false;
});

const tickets = (...prices: number[]) => order.inventory.addEvent(++events, prices);
const kept = (purchaseId: number) => order.provider.captured(purchaseId) - order.provider.refunded(purchaseId);

async function aPaid(...prices: number[]) {
  const ids = tickets(...prices);
  const { id, status } = await order.place(ids, 'tok_approved');
  expect(status).toBe('paid');
  return { id, ids };
}

test('a reserved purchase gives its tickets back', async () => {
  const ids = tickets(1000, 250);
  const { id } = await order.place(ids);
  expect(await order.cancel(id)).toMatchObject({ status: 'cancelled', reason: null });
  expect(await order.factsOf(id)).toEqual(['reserved', 'cancelled']);
  expect(ids.map(order.inventory.statusOf)).toEqual(['available', 'available']);
  expect(await order.history(id)).toEqual(['pending', 'reserved', 'cancelled cancelled_by_customer']);
});

test('a paid purchase is refunded first, then its tickets go back on sale', async () => {
  const { id, ids } = await aPaid(1000, 250);
  expect(await order.cancel(id)).toMatchObject({ status: 'cancelled', reason: null });
  expect(kept(id)).toBe(0);
  expect(await order.history(id)).toEqual([
    'pending',
    'reserved',
    'paying',
    'paid',
    'cancelling cancelled_by_customer',
    'cancelled cancelled_by_customer',
  ]);
  expect(await order.factsOf(id)).toEqual(['paid', 'cancelled']);
  expect(ids.map(order.inventory.statusOf)).toEqual(['available', 'available']);
  const again = await order.place(ids, 'tok_approved', { customerId: 8 });
  expect(again.status).toBe('paid');
});

test('tickets of a purchase are cancelled one after the other, each refunded by its price', async () => {
  const { id, ids } = await aPaid(1000, 250, 99);
  const [a = 0, b = 0, c = 0] = ids;
  expect(await order.cancel(id, [b])).toMatchObject({ status: 'paid', reason: null });
  expect(kept(id)).toBe(1099);
  expect(await order.cancel(id, [a])).toMatchObject({ status: 'paid', reason: null });
  expect(kept(id)).toBe(99);
  expect(await order.cancel(id, [c])).toMatchObject({ status: 'cancelled', reason: null });
  expect(kept(id)).toBe(0);
  expect(await order.factsOf(id)).toEqual(['paid', 'cancelled', 'cancelled', 'cancelled']);
  const told = order.facts.filter(({ name, message }) => name === 'cancelled' && Number(message.purchaseId) === id);
  expect(told.map(({ message }) => message.ticketIds.map(Number))).toEqual([[b], [a], [c]]);
});

test('cancelling twice is the same as once', async () => {
  const { id, ids } = await aPaid(1000, 250);
  for (let again = 0; again < 3; again++) {
    expect(await order.cancel(id, ids.slice(0, 1))).toMatchObject({ status: 'paid', reason: null });
  }
  expect(kept(id)).toBe(250);
  for (let again = 0; again < 3; again++) {
    expect(await order.cancel(id)).toMatchObject({ status: 'cancelled', reason: null });
  }
  expect(order.provider.refunded(id)).toBe(1250);
});

test('cancelled from many places at once it is refunded once, and everybody is answered alike', async () => {
  const { id, ids } = await aPaid(1000, 250);
  const part = await Promise.all(Array.from({ length: 8 }, () => order.cancel(id, ids.slice(0, 1))));
  expect(new Set(part.map(({ status, reason }) => `${status} ${reason}`))).toEqual(new Set(['paid null']));
  expect(kept(id)).toBe(250);
  const whole = await Promise.all(Array.from({ length: 8 }, () => order.cancel(id)));
  expect(new Set(whole.map(({ status, reason }) => `${status} ${reason}`))).toEqual(new Set(['cancelled null']));
  expect(order.provider.refunded(id)).toBe(1250);
});

test('different tickets cancelled at the same moment are all refunded, each once', async () => {
  const { id, ids } = await aPaid(1000, 250, 99, 1);
  const answers = await Promise.all(ids.slice(0, 3).map((ticketId) => order.cancel(id, [ticketId])));
  expect(answers.map(({ reason }) => reason)).toEqual([null, null, null]);
  expect(await order.statusOf(id)).toBe('paid');
  expect(kept(id)).toBe(1);
  await order.factsOf(id);
  expect(ids.map(order.inventory.statusOf)).toEqual(['available', 'available', 'available', 'sold']);
});

test('a refund is sent again with its key until it is done; the tickets wait for it', async () => {
  const { id, ids } = await aPaid(1000);
  let failures = 2;
  order.provider.script.refund = async (_refund, usual) => {
    if (failures-- > 0) throw new Error('the provider is away');
    usual();
  };
  const answer = await order.cancel(id);
  expect(answer).toMatchObject({ status: 'cancelling', reason: null });
  expect(ids.map(order.inventory.statusOf)).toEqual(['sold']);
  await order.comesTo(id, 'cancelled');
  expect(new Set(order.provider.calls(`refund refund-${id}`))).toEqual(new Set([`refund refund-${id}-1`]));
  expect(kept(id)).toBe(0);
  await order.factsOf(id);
  expect(ids.map(order.inventory.statusOf)).toEqual(['available']);
});

test('a refund whose answer is lost is not paid twice', async () => {
  const { id } = await aPaid(1000);
  let losses = 1;
  order.provider.script.refund = async (_refund, usual) => {
    usual();
    if (losses-- > 0) throw new Error('the answer is lost');
  };
  await order.cancel(id);
  await order.comesTo(id, 'cancelled');
  expect(order.provider.refunded(id)).toBe(1000);
});

test('free tickets are given back without a refund', async () => {
  const { id, ids } = await aPaid(0, 0);
  expect(await order.cancel(id, ids.slice(0, 1))).toMatchObject({ status: 'paid', reason: null });
  expect(await order.cancel(id)).toMatchObject({ status: 'cancelled', reason: null });
  expect(order.provider.calls(`refund refund-${id}`)).toEqual([]);
});

test('a purchase that failed has nothing to cancel', async () => {
  const { id } = await order.place(tickets(1000), 'tok_declined');
  expect(await order.cancel(id)).toMatchObject({ id: 0, reason: 'purchase_not_cancellable' });
});

test('a ticket of another purchase can not be cancelled', async () => {
  const { id } = await aPaid(1000);
  const other = await aPaid(1000);
  expect(await order.cancel(id, other.ids)).toMatchObject({ id: 0, reason: 'ticket_not_found' });
  expect([kept(id), kept(other.id)]).toEqual([1000, 1000]);
});

test('once its event has begun a paid ticket stays sold, by what catalog tells now', async () => {
  const { id, ids } = await aPaid(1000);
  const event = order.inventory.events.get(events);
  if (!event) throw new Error('no event');
  event.startsAt = new Date(Date.now() - 1000);
  const answer = await order.cancel(id);
  expect(answer.reason).toBe('event_started');
  expect(answer.result.failure?.metadata).toEqual({ tickets: [{ ticket_id: ids[0], reason: 'event_started' }] });
  expect(kept(id)).toBe(1000);
  event.startsAt = new Date(Date.now() + DAY_MS);
  // What catalog told is believed for a second.
  await eventually(async () => expect((await order.cancel(id)).status).toBe('cancelled'));
});

test('while catalog is away the beginning that was known at the sale counts', async () => {
  order.catalog.away = true;
  const ids = order.inventory.addEvent(++events, [1000], { startsAt: new Date(Date.now() - 1000) });
  const { id } = await order.place(ids, 'tok_approved');
  expect((await order.cancel(id)).reason).toBe('event_started');
  const later = await aPaid(1000);
  expect((await order.cancel(later.id)).status).toBe('cancelled');
});
