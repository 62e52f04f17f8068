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
// An answer serves for a quarter of a second.
const ANEW_MS = 400;

async function availabilityOf(eventId: number) {
  const { events } = await inventory.client.batchGetAvailability({ eventIds: [BigInt(eventId)], bySection: false });
  const { counts, minPrice, maxPrice } = events[0] ?? {};
  const { available, held, sold, withdrawn, total } = counts ?? {};
  return { counts: [available, held, sold, withdrawn, total].map(Number), prices: [minPrice, maxPrice].map(Number) };
}

const ticketsOf = async (eventId: number) => (await availabilityOf(eventId)).counts;

/**
 * Asks for an event until its tickets are not counted again while it stays as it is: then what changes without a line
 * of history does not show. Elsewhere on the server transactions may be open for a while, which puts that off.
 */
async function settle(eventId: number): Promise<void> {
  const [ticket] = await inventory.sql('select max(id) as id from tickets where event_id = $1', [eventId]);
  const behindItsBack = (by: number) =>
    inventory.sql('update tickets set price = price + $3 where event_id = $1 and id = $2', [eventId, ticket.id, by]);
  await eventually(
    async () => {
      const shown = await availabilityOf(eventId);
      await behindItsBack(1_000_000);
      await sleep(ANEW_MS);
      const after = await availabilityOf(eventId);
      await behindItsBack(-1_000_000);
      expect(after).toEqual(shown);
    },
    { timeoutMs: 30_000 },
  );
}

test('after a quiet time too, each change of an event’s tickets shows within a second', async () => {
  const tickets = await inventory.eventWithSeats(5, 1000);
  const [first = 0, second = 0, third = 0] = tickets;
  const eventId = eventIdOf(first);
  const shows = (counts: number[], prices: number[]) =>
    eventually(async () => expect(await availabilityOf(eventId)).toEqual({ counts, prices }), { timeoutMs: LAG_MS });
  const edit = (ticketId: number, changes: { price?: bigint; status?: TicketStatus }) =>
    inventory.client.updateTickets(
      { eventId: BigInt(eventId), ticketIds: [BigInt(ticketId)], ...changes },
      inventory.partner(),
    );
  await settle(eventId);
  await edit(second, { price: 700n });
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
  await edit(third, { status: TicketStatus.WITHDRAWN });
  await shows([4, 0, 1, 1, 6], [50, 1000]);
}, 60_000);

// The mark of an event is the last line of its history: a line that was numbered before it and commits later leaves it.
test.each([
  ['that began before', ['slow', 'quick']],
  ['that began after', ['quick', 'slow']],
] as const)(
  'a change that commits after a later one shows, of a transaction %s it',
  async (_what, order) => {
    const [slow = 0, quick = 0] = await inventory.eventWithSeats(5);
    const eventId = eventIdOf(slow);
    const shows = (...counts: number[]) =>
      eventually(async () => expect(await ticketsOf(eventId)).toEqual(counts), { timeoutMs: LAG_MS });
    await inventory.withdrawSlowly(order, { slow, quick }, async () => {
      await shows(4, 0, 0, 1, 5);
      // It is asked for again and again, in which time it would settle.
      for (let n = 0; n < 6; n++) {
        await sleep(ANEW_MS);
        expect(await ticketsOf(eventId)).toEqual([4, 0, 0, 1, 5]);
      }
    });
    await shows(3, 0, 0, 2, 5);
  },
  60_000,
);
