import { EventCancelledSchema } from '@boxoffice/contracts/catalog/v1/catalog_events';
import { EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { eventually } from '@boxoffice/testing';
import { create, toBinary } from '@bufbuild/protobuf';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RunningOrder, startOrder } from './harness.ts';

let order: RunningOrder;

beforeEach(async () => {
  order = await startOrder();
});
afterEach(() => order.stop());

const kept = (purchaseId: number) => order.provider.captured(purchaseId) - order.provider.refunded(purchaseId);

/** Tells order that a partner cancelled an event, as catalog does; the same fact may be told again. */
function cancelEvent(eventId: number, id: string = crypto.randomUUID()): Promise<void> {
  const event = {
    id: BigInt(eventId),
    partnerId: 1n,
    name: `Event ${eventId}`,
    status: EventStatus.CANCELLED,
    version: 2n,
  };
  const payload = toBinary(EventCancelledSchema, create(EventCancelledSchema, { event, reason: 'rain' }));
  return order.bus.publish({ id, subject: 'boxoffice.catalog.v1.event_cancelled', payload, time: new Date() });
}

test('paid and reserved purchases of a cancelled event lose its tickets and get their money back, and keep the rest', async () => {
  const [a = 0, b = 0, c = 0] = order.inventory.addEvent(1, [1000, 500, 250]);
  const [d = 0] = order.inventory.addEvent(2, [99]);
  const paid = await order.place([a, d], 'tok_approved');
  const reserved = await order.place([b]);
  const other = await order.place([c], 'tok_declined');
  await cancelEvent(1);
  await order.comesTo(reserved.id, 'cancelled');
  await eventually(() => expect(kept(paid.id)).toBe(99));
  await order.comesTo(paid.id, 'paid');
  expect(await order.history(paid.id)).toEqual([
    'pending',
    'reserved',
    'paying',
    'paid',
    'cancelling event_cancelled',
    'paid event_cancelled',
  ]);
  expect(await order.statusOf(other.id)).toBe('failed');
  await order.factsOf(paid.id);
  expect([a, b, d].map(order.inventory.statusOf)).toEqual(['available', 'available', 'sold']);
});

test('told twice, everything is refunded once', async () => {
  const ids = order.inventory.addEvent(1, [1000, 1000]);
  const { id } = await order.place(ids, 'tok_approved');
  const fact = crypto.randomUUID();
  await Promise.all([cancelEvent(1, fact), cancelEvent(1, fact)]);
  await cancelEvent(1);
  await order.comesTo(id, 'cancelled');
  expect(order.provider.refunded(id)).toBe(2000);
});

test('a purchase that is being paid is waited for, and then refunded', async () => {
  const { promise: gate, resolve: answer } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  order.provider.script.charge = async (_charge, usual) => {
    begin();
    await gate;
    return usual();
  };
  const paying = order.place(order.inventory.addEvent(1, [1000]), 'tok_approved');
  await begun;
  await cancelEvent(1);
  setTimeout(answer, 300);
  const { id } = await paying;
  await order.comesTo(id, 'cancelled');
  expect(kept(id)).toBe(0);
});

test('a refund that does not succeed holds up no other purchase, nor the refunds of another event', async () => {
  const [a = 0, b = 0] = order.inventory.addEvent(1, [1000, 1000]);
  const [c = 0] = order.inventory.addEvent(2, [1000]);
  const stuck = await order.place([a], 'tok_approved');
  const same = await order.place([b], 'tok_approved');
  const other = await order.place([c], 'tok_approved');
  order.provider.script.refund = async ({ chargeKey }, usual) => {
    if (chargeKey.startsWith(`purchase-${stuck.id}-`)) throw new Error('the provider is away');
    usual();
  };
  await cancelEvent(1);
  await order.comesTo(same.id, 'cancelled');
  await cancelEvent(2);
  const outcome = await order.comesTo(other.id, 'cancelled').then(
    () => 'refunded',
    () => 'held up',
  );
  order.provider.script.refund = undefined;
  await order.comesTo(stuck.id, 'cancelled', 20_000);
  expect(outcome).toBe('refunded');
}, 60_000);

test('how far the refunds of an event are is told to services', async () => {
  const ids = order.inventory.addEvent(1, [1000, 1000, 1000]);
  const placed = [];
  for (const id of ids) placed.push(await order.place([id], 'tok_approved'));
  await cancelEvent(1);
  await eventually(async () => {
    const { cancellations } = await order.client.batchGetEventCancellations({ eventIds: [1n, 2n] });
    expect(cancellations).toMatchObject([
      { eventId: 1n, purchases: 3n, refunded: 3n },
      { eventId: 2n, purchases: 0n, refunded: 0n },
    ]);
  });
});
