import { TicketStatus } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { eventIdOf } from '@boxoffice/kernel';
import { eventually } from '@boxoffice/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generation, startInventory } from './harness.ts';

let inventory: Awaited<ReturnType<typeof startInventory>>;
beforeAll(async () => {
  inventory = await startInventory();
});
afterAll(() => inventory.stop());

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const LAG_MS = 1000;
// What has not changed for five seconds is not counted again.
const SETTLED_MS = 5500;

async function availabilityOf(eventId: number) {
  const { events } = await inventory.client.batchGetAvailability({ eventIds: [BigInt(eventId)], bySection: false });
  const { counts, minPrice, maxPrice } = events[0] ?? {};
  const { available, held, sold, withdrawn, total } = counts ?? {};
  return { counts: [available, held, sold, withdrawn, total].map(Number), prices: [minPrice, maxPrice].map(Number) };
}

/** Asks for an event for so long that it is not counted any more while it stays as it is. */
async function settle(eventId: number): Promise<void> {
  for (const end = performance.now() + SETTLED_MS; performance.now() < end; await sleep(200)) {
    await availabilityOf(eventId);
  }
}

test('after a quiet time too, each change of an event’s tickets shows within a second', async () => {
  const tickets = await inventory.eventWithSeats(5, 1000);
  const [first = 0, second = 0, third = 0] = tickets;
  const eventId = eventIdOf(first);
  const shows = (counts: number[], prices: number[]) =>
    eventually(async () => expect(await availabilityOf(eventId)).toEqual({ counts, prices }), { timeoutMs: LAG_MS });
  const change = (ticketId: number, changes: { price?: bigint; status?: TicketStatus }) =>
    inventory.client.updateTickets(
      { eventId: BigInt(eventId), ticketIds: [BigInt(ticketId)], ...changes },
      inventory.partner(),
    );
  await settle(eventId);
  await change(second, { price: 700n });
  await shows([5, 0, 0, 0, 5], [700, 1000]);

  await settle(eventId);
  const [hold] = await inventory.reserve([501, [first]]);
  if (!hold) throw new Error('no hold');
  await shows([4, 1, 0, 0, 5], [700, 1000]);
  await inventory.confirm(501, generation(hold));
  await shows([4, 0, 1, 0, 5], [700, 1000]);

  await settle(eventId);
  await inventory.client.createTickets(
    { eventId: BigInt(eventId), price: 50n, section: '', layout: { case: 'list', value: { seats: ['Z1'] } } },
    inventory.partner(),
  );
  await shows([5, 0, 1, 0, 6], [50, 1000]);
  await change(third, { status: TicketStatus.WITHDRAWN });
  await shows([4, 0, 1, 1, 6], [50, 1000]);
}, 60_000);
