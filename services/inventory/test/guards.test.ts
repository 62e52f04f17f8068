import { TicketStatus } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { eventIdOf } from '@boxoffice/kernel';
import { fromConnectError } from '@boxoffice/platform';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generation, outcome, startInventory } from './harness.ts';

let inventory: Awaited<ReturnType<typeof startInventory>>;
let purchases = 0;

beforeAll(async () => {
  inventory = await startInventory();
});
afterAll(() => inventory.stop());

/** A purchase that holds every ticket of an event of its own. */
async function aHold(quantity: number) {
  const tickets = await inventory.eventWithSeats(quantity);
  const purchase = ++purchases;
  const [hold] = await inventory.reserve([purchase, tickets]);
  if (!hold) throw new Error('no answer');
  return { tickets, purchase, hold: generation(hold), eventId: eventIdOf(tickets[0] ?? 0) };
}

const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error) => fromConnectError(error).reason,
  );

test('a release of another generation frees nothing', async () => {
  const { purchase, hold, tickets, eventId } = await aHold(1);
  await inventory.purchaseCancelled(purchase, hold + 1, tickets);
  expect(await inventory.statusesOf(eventId)).toEqual([1]);
  await inventory.purchaseCancelled(purchase, hold, tickets);
  expect(await inventory.statusesOf(eventId)).toEqual([0]);
});

test('a purchase that stands twice in one call gets one hold', async () => {
  const [first = 0, ...tickets] = await inventory.eventWithSeats(3);
  const twice = async (ticketIds: number[]) => {
    const purchase = ++purchases;
    return (await inventory.reserve([purchase, ticketIds], [purchase, ticketIds])).map(outcome);
  };
  expect(await twice([first])).toEqual(['held', 'held']);
  // By terms that have not been seen yet, it is not decided in one statement.
  await inventory.syncEvent(eventIdOf(first), { version: 2n });
  expect(await twice(tickets)).toEqual(['held', 'held']);
  expect(await inventory.statusesOf(eventIdOf(first))).toEqual([1, 1, 1]);
});

test('a partner changes neither price nor status of a ticket that is held or sold, nor of those named with it', async () => {
  const eventOf = async () => {
    const { purchase, hold, tickets, eventId } = await aHold(1);
    const layout = { case: 'list' as const, value: { seats: ['free'] } };
    const batch = { eventId: BigInt(eventId), price: 1000n, layout };
    const { firstTicketId } = await inventory.client.createTickets(batch, inventory.partner());
    return {
      purchase,
      hold,
      request: { eventId: BigInt(eventId), ticketIds: [...tickets.map(BigInt), firstTicketId] },
    };
  };
  const [held, sold] = [await eventOf(), await eventOf()];
  expect(await inventory.confirm(sold.purchase, sold.hold)).toBe('sold');
  for (const { request } of [held, sold]) {
    for (const change of [{ price: 1n }, { status: TicketStatus.WITHDRAWN }, { status: TicketStatus.AVAILABLE }]) {
      const call = inventory.client.updateTickets({ ...request, ...change }, inventory.partner());
      expect(await reasonOf(call)).toBe('ticket_not_available');
    }
    const rows = await inventory.sql('select price, status from tickets where event_id = $1 order by id', [
      Number(request.eventId),
    ]);
    expect(rows).toEqual([
      { price: 1000, status: request === held.request ? 1 : 2 },
      { price: 1000, status: 0 },
    ]);
  }
});
