import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type RunningOrder, startOrder } from './harness.ts';

let order: RunningOrder;
let events = 0;

beforeAll(async () => {
  order = await startOrder();
});
afterAll(() => order.stop());
beforeEach(() => {
  order.inventory.script.confirm = () => 'well';
  order.provider.script.charge = undefined;
});

const tickets = (...prices: number[]) => order.inventory.addEvent(++events, prices);

async function aReserved(...prices: number[]) {
  const ids = tickets(...prices);
  const { id, status } = await order.place(ids);
  expect(status).toBe('reserved');
  return { id, ids };
}

test('a reserved purchase is paid and its tickets are sold', async () => {
  const { id, ids } = await aReserved(1000, 250);
  expect(await order.pay(id)).toMatchObject({ id, status: 'paid', reason: null });
  expect(await order.history(id)).toEqual(['pending', 'reserved', 'paying', 'paid']);
  expect(await order.factsOf(id)).toEqual(['reserved', 'paid']);
  expect(ids.map(order.inventory.statusOf)).toEqual(['sold', 'sold']);
  expect(order.provider.captured(id)).toBe(1250);
});

test('a declined card leaves the hold as it was, and another card can pay it', async () => {
  const { id, ids } = await aReserved(1000);
  const before = (await order.get(id)).expiresAt;
  const answer = await order.pay(id, 'tok_declined');
  expect(answer).toMatchObject({ id, status: 'reserved', reason: 'payment_declined' });
  expect(answer.result.failure?.metadata).toEqual({ decline_code: 'card_declined' });
  expect((await order.get(id)).expiresAt).toEqual(before);
  expect(ids.map(order.inventory.statusOf)).toEqual(['held']);
  expect(await order.pay(id)).toMatchObject({ status: 'paid', reason: null });
  expect(order.provider.calls(`charge purchase-${id}`)).toEqual([`charge purchase-${id}-1`, `charge purchase-${id}-2`]);
  expect(order.provider.captured(id)).toBe(1000);
  const attempts = await order.sql('select attempt, status from payments where purchase_id = $1 order by attempt', [
    id,
  ]);
  expect(attempts).toEqual([
    { attempt: 1, status: 'declined' },
    { attempt: 2, status: 'captured' },
  ]);
});

test('a provider that fails leaves the hold as it was', async () => {
  const { id } = await aReserved(1000);
  expect(await order.pay(id, 'tok_error')).toMatchObject({ status: 'reserved', reason: 'payment_error' });
  expect(order.provider.captured(id)).toBe(0);
});

test('what was paid can not be paid again', async () => {
  const { id } = await aReserved(1000);
  await order.pay(id);
  expect(await order.pay(id)).toMatchObject({ id: 0, reason: 'purchase_not_payable' });
  expect(order.provider.captured(id)).toBe(1000);
});

test('a purchase that failed can not be paid', async () => {
  const { id } = await order.place(tickets(1000), 'tok_declined');
  expect(await order.pay(id)).toMatchObject({ reason: 'purchase_not_payable' });
});

test('a purchase that was never placed can not be paid', async () => {
  expect(await order.pay(999_999)).toMatchObject({ id: 0, reason: 'purchase_not_found' });
});

test('paid from many places at once it is charged once; the others are told that it can not be paid', async () => {
  const { id } = await aReserved(1000);
  const answers = await Promise.all(Array.from({ length: 20 }, () => order.pay(id)));
  expect(answers.filter(({ reason }) => reason === null)).toHaveLength(1);
  expect(new Set(answers.map(({ reason }) => reason))).toEqual(new Set([null, 'purchase_not_payable']));
  expect(order.provider.captured(id)).toBe(1000);
  expect(await order.history(id)).toEqual(['pending', 'reserved', 'paying', 'paid']);
});

test('paid from many places at once with cards that are declined, each is told so or that it can not be paid', async () => {
  const { id } = await aReserved(1000);
  const answers = await Promise.all(Array.from({ length: 20 }, () => order.pay(id, 'tok_declined')));
  const reasons = new Set(answers.map(({ reason }) => reason));
  reasons.delete('payment_declined');
  reasons.delete('purchase_not_payable');
  expect([...reasons]).toEqual([]);
  expect(await order.statusOf(id)).toBe('reserved');
});

test('a reserved purchase of which only free tickets are left needs no charge', async () => {
  const { id, ids } = await aReserved(1000, 0);
  expect(await order.cancel(id, ids.slice(0, 1))).toMatchObject({ status: 'reserved', reason: null });
  expect(await order.pay(id)).toMatchObject({ status: 'paid', reason: null });
  expect(order.provider.calls(`charge purchase-${id}`)).toEqual([]);
});

test('what was taken out before is neither charged nor sold', async () => {
  const { id, ids } = await aReserved(1000, 250, 500);
  await order.cancel(id, ids.slice(0, 1));
  expect(await order.pay(id)).toMatchObject({ status: 'paid' });
  expect(order.provider.captured(id)).toBe(750);
  await order.factsOf(id);
  expect(ids.map(order.inventory.statusOf)).toEqual(['available', 'sold', 'sold']);
  expect((await order.get(id)).total).toBe(750n);
});

test('pay and cancel at the same moment end in one of the two, with the money right', async () => {
  for (let round = 0; round < 15; round++) {
    const { id, ids } = await aReserved(1000);
    const [paid, cancelled] = await Promise.all([order.pay(id), order.cancel(id)]);
    const status = await order.statusOf(id);
    await order.factsOf(id);
    const kept = order.provider.captured(id) - order.provider.refunded(id);
    if (status === 'paid') {
      expect([paid.reason, kept, order.inventory.statusOf(ids[0] ?? 0)]).toEqual([null, 1000, 'sold']);
      expect(cancelled.reason).toBe('purchase_not_cancellable');
    } else {
      expect([status, kept, order.inventory.statusOf(ids[0] ?? 0)]).toEqual(['cancelled', 0, 'available']);
      expect(cancelled.reason).toBeNull();
    }
  }
});

test('a purchase with a ticket of a cancelled event is not charged, and can be paid without that ticket', async () => {
  const [gone = 0, stands = 0] = [...tickets(1000), ...tickets(250)];
  const { id } = await order.place([gone, stands]);
  const event = order.inventory.events.get(events - 1);
  if (!event) throw new Error('no event');
  event.cancelled = true;
  const answer = await order.pay(id);
  expect(answer).toMatchObject({ id: 0, reason: 'event_cancelled' });
  expect(answer.result.failure?.metadata).toEqual({ tickets: [{ ticket_id: gone, reason: 'event_cancelled' }] });
  expect(order.provider.calls(`charge purchase-${id}`)).toEqual([]);
  await order.cancel(id, [gone]);
  expect(await order.pay(id)).toMatchObject({ status: 'paid' });
  expect(order.provider.captured(id)).toBe(250);
});

test('a payment under way can not be cancelled', async () => {
  const { id } = await aReserved(1000);
  const { promise: gate, resolve: answer } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  order.provider.script.charge = async (_charge, usual) => {
    begin();
    await gate;
    return usual();
  };
  const paying = order.pay(id);
  await begun;
  expect(await order.cancel(id)).toMatchObject({ id: 0, reason: 'purchase_not_cancellable' });
  answer();
  expect(await paying).toMatchObject({ status: 'paid' });
});
