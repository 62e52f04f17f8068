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
// Elsewhere on the server transactions may be open for a while.
const PATIENCE = { timeoutMs: 30_000 };

const revision = async () => (await inventory.client.getAvailabilityRevision({})).revision;

/** The state, once it has a name. */
const settled = () =>
  eventually(async () => {
    const name = await revision();
    expect(name).not.toBe('');
    return name;
  }, PATIENCE);

async function countsOf(eventId: number): Promise<unknown> {
  const { events } = await inventory.client.batchGetAvailability({ eventIds: [BigInt(eventId)] });
  return events;
}

test('the state of tickets has one name while nothing changes, and another after each change', async () => {
  const [first = 0, second = 0] = await inventory.eventWithSeats(5, 1000);
  const eventId = eventIdOf(first);
  const edit = (changes: { price?: bigint; status?: TicketStatus }) =>
    inventory.client.updateTickets(
      { eventId: BigInt(eventId), ticketIds: [BigInt(second)], ...changes },
      inventory.partner(),
    );
  let generationOfHold = 0;
  const changes: (() => Promise<unknown>)[] = [
    () => edit({ price: 700n }),
    () => edit({ price: 800n }),
    () => edit({ status: TicketStatus.WITHDRAWN }),
    async () => {
      const [hold] = await inventory.reserve([901, [first]]);
      if (!hold) throw new Error('no hold');
      generationOfHold = generation(hold);
    },
    () => inventory.confirm(901, generationOfHold),
    () =>
      inventory.client.createTickets(
        { eventId: BigInt(eventId), price: 50n, section: '', layout: { case: 'list', value: { seats: ['Z1'] } } },
        inventory.partner(),
      ),
    () => inventory.eventWithSeats(2),
  ];
  const names = [await settled()];
  for (const change of changes) {
    await change();
    const name = await settled();
    // As it was when the name was told: counts may be a quarter of a second old.
    const counts = await countsOf(eventId);
    await sleep(300);
    expect(await countsOf(eventId)).toEqual(counts);
    expect([name, '']).toContain(await revision());
    names.push(name);
  }
  expect(new Set(names).size).toBe(changes.length + 1);
}, 120_000);

// Lines are numbered when they are written and show when their transaction commits.
test.each([
  ['that began before', ['slow', 'quick']],
  ['that began after', ['quick', 'slow']],
] as const)(
  'a state with a change under way has no name, of a transaction %s another one',
  async (_what, order) => {
    const [slow = 0, quick = 0] = await inventory.eventWithSeats(5);
    const before = await settled();
    await inventory.withdrawSlowly(order, { slow, quick }, async () => {
      for (let n = 0; n < 8; n++) {
        expect(await revision()).toBe('');
        await sleep(100);
      }
    });
    expect(await settled()).not.toBe(before);
  },
  60_000,
);

test('only services are told', async () => {
  await expect(inventory.client.getAvailabilityRevision({}, inventory.partner())).rejects.toMatchObject({
    message: expect.stringContaining('service'),
  });
});
