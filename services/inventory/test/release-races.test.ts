import { EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { TicketStatus } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { eventIdOf } from '@boxoffice/kernel';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generation, startInventory } from './harness.ts';

let inventory: Awaited<ReturnType<typeof startInventory>>;

beforeAll(async () => {
  inventory = await startInventory();
});
afterAll(() => inventory.stop());

test('a hold that gives a ticket back while it is confirmed is sold all the same', async () => {
  const outcomes = new Set<string>();
  for (let purchase = 1; purchase <= 60; purchase++) {
    const [a = 0, b = 0] = await inventory.eventWithSeats(2);
    const [hold] = await inventory.reserve([purchase, [a, b]]);
    if (!hold) throw new Error('no answer');
    const [outcome] = await Promise.all([
      inventory.confirm(purchase, generation(hold)),
      inventory.purchaseCancelled(purchase, generation(hold), [a]),
    ]);
    outcomes.add(outcome);
  }
  expect([...outcomes]).toEqual(['sold']);
});

test('a hold that gave everything back ticket by ticket is over', async () => {
  const [a = 0, b = 0] = await inventory.eventWithSeats(2);
  const [hold] = await inventory.reserve([1001, [a, b]]);
  if (!hold) throw new Error('no answer');
  await Promise.all([a, b].map((ticket) => inventory.purchaseCancelled(1001, generation(hold), [ticket])));
  const rows = await inventory.sql('select status, ticket_ids from holds where purchase_id = 1001');
  expect(rows).toEqual([{ status: 2, ticket_ids: [] }]);
});

/** Cancels an event and does something else when that is nearly done: it waits for a ticket that the test has locked. */
async function whileCancelling(ticket: number, meanwhile: () => Promise<unknown>): Promise<void> {
  const client = await inventory.connection();
  try {
    await client.query('begin');
    await client.query('select 1 from tickets where event_id = $1 and id = $2 for update', [eventIdOf(ticket), ticket]);
    const cancelling = inventory.syncEvent(eventIdOf(ticket), { status: EventStatus.CANCELLED, version: 2n });
    await inventory.someoneWaits();
    const other = meanwhile();
    // One that is done before the event is cancelled has its effect, and one that waits has it afterwards.
    await Promise.race([other, new Promise((resolve) => setTimeout(resolve, 300))]);
    await client.query('commit');
    await Promise.all([cancelling, other]);
  } finally {
    client.release();
  }
}

test('a ticket that is given back while its event is cancelled is withdrawn all the same', async () => {
  const [free = 0, sold = 0] = await inventory.eventWithSeats(2);
  const [hold] = await inventory.reserve([2001, [sold]]);
  if (!hold) throw new Error('no answer');
  await inventory.confirm(2001, generation(hold));
  await whileCancelling(free, () => inventory.purchaseCancelled(2001, generation(hold), [sold]));
  expect(await inventory.statusesOf(eventIdOf(free))).toEqual([3, 3]);
});

test('a ticket that is put back while its event is cancelled is withdrawn all the same', async () => {
  const [free = 0, away = 0] = await inventory.eventWithSeats(2);
  const eventId = BigInt(eventIdOf(free));
  const update = (status: TicketStatus) =>
    inventory.client.updateTickets({ eventId, ticketIds: [BigInt(away)], status }, inventory.partner());
  await update(TicketStatus.WITHDRAWN);
  await whileCancelling(free, () => update(TicketStatus.AVAILABLE).catch(() => undefined));
  expect(await inventory.statusesOf(eventIdOf(free))).toEqual([3, 3]);
});
