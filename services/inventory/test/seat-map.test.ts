import { EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { TicketStatus } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { eventually } from '@boxoffice/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generation, startInventory } from './harness.ts';

let inventory: Awaited<ReturnType<typeof startInventory>>;
let other: typeof inventory.client;
beforeAll(async () => {
  inventory = await startInventory();
  other = await inventory.anotherClient();
});
afterAll(() => inventory.stop());

const eventOf = (ticketIds: number[]) => Math.floor((ticketIds[0] ?? 0) / 1_000_000);
// Public reads may lag; the memory of a map is a part of that.
const soon = <T>(check: () => Promise<T>) => eventually(check, { timeoutMs: 1000 });

async function mapOf(eventId: number, client = inventory.client) {
  const { sequence, sections, taken } = await client.getSeatMap({ eventId: BigInt(eventId) });
  const seats = sections.reduce((sum, section) => sum + section.seats.length, 0);
  const statuses = Array.from({ length: seats }, (_, i) => ((taken[i >> 2] ?? 0) >> ((i & 3) * 2)) & 3);
  return { sequence: Number(sequence), sections, statuses, bytes: taken.length };
}

test('every process shows what any of them sold, and the sequence grows with each change', async () => {
  const tickets = await inventory.eventWithSeats(9);
  const eventId = eventOf(tickets);
  for (const client of [inventory.client, other]) {
    expect(await mapOf(eventId, client)).toMatchObject({ sequence: 0, statuses: Array(9).fill(0), bytes: 3 });
  }
  const [hold] = await inventory.reserve([901, tickets.slice(0, 2)]);
  for (const client of [inventory.client, other]) {
    await soon(async () =>
      expect(await mapOf(eventId, client)).toMatchObject({ sequence: 2, statuses: [1, 1, 0, 0, 0, 0, 0, 0, 0] }),
    );
  }
  if (!hold) throw new Error('no hold');
  await inventory.confirm(901, generation(hold));
  for (const client of [inventory.client, other]) {
    await soon(async () =>
      expect(await mapOf(eventId, client)).toMatchObject({ sequence: 4, statuses: [2, 2, 0, 0, 0, 0, 0, 0, 0] }),
    );
  }
});

test('withdrawn and repriced tickets and new batches show in every process', async () => {
  const tickets = await inventory.eventWithSeats(4, 1000);
  const eventId = eventOf(tickets);
  await Promise.all([mapOf(eventId), mapOf(eventId, other)]);
  const change = (ticketIds: number[], changes: { price?: bigint; status?: TicketStatus }) =>
    inventory.client.updateTickets(
      { eventId: BigInt(eventId), ticketIds: ticketIds.map(BigInt), ...changes },
      inventory.partner(),
    );
  await change(tickets.slice(1, 2), { status: TicketStatus.WITHDRAWN });
  await change(tickets.slice(2), { price: 2000n });
  // The prices of two tickets change places: their sum is as it was.
  await change(tickets.slice(0, 1), { price: 2000n });
  await change(tickets.slice(3), { price: 1000n });
  const layout = { case: 'list' as const, value: { seats: ['Balcony'] } };
  await inventory.client.createTickets(
    { eventId: BigInt(eventId), price: 50n, section: 'B', layout },
    inventory.partner(),
  );
  for (const client of [inventory.client, other]) {
    await soon(async () => {
      const { sections, statuses, sequence } = await mapOf(eventId, client);
      expect(sections.map(({ section, price, seats }) => [section, Number(price), seats])).toEqual([
        ['', 2000, ['S1']],
        ['', 1000, ['S2']],
        ['', 2000, ['S3']],
        ['', 1000, ['S4']],
        ['B', 50, ['Balcony']],
      ]);
      expect(statuses).toEqual([0, 3, 0, 0, 0]);
      expect(sequence).toBe(5);
    });
  }
});

test('a draft is hidden, and so is an event that is cancelled while its map is in memory', async () => {
  const tickets = await inventory.eventWithSeats(3);
  const eventId = eventOf(tickets);
  await Promise.all([mapOf(eventId), mapOf(eventId, other)]);
  await inventory.syncEvent(eventId, { status: EventStatus.CANCELLED, version: 2n });
  for (const client of [inventory.client, other]) {
    await soon(() => expect(mapOf(eventId, client)).rejects.toThrow('There is no such event.'));
  }
  await inventory.syncEvent(777, { status: EventStatus.DRAFT });
  await expect(mapOf(777)).rejects.toThrow('There is no such event.');
  await expect(mapOf(778)).rejects.toThrow('There is no such event.');
});

test('names and prices are left out for those who have them, until they change', async () => {
  const tickets = await inventory.eventWithSeats(3, 1000);
  const eventId = BigInt(eventOf(tickets));
  const { layout, sections } = await inventory.client.getSeatMap({ eventId });
  expect(sections).toHaveLength(1);
  const known = await other.getSeatMap({ eventId, knownLayout: layout });
  expect([known.layout, known.sections, known.taken.length]).toEqual([layout, [], 1]);
  const repriced = { eventId, ticketIds: tickets.slice(0, 1).map(BigInt), price: 2000n };
  await inventory.client.updateTickets(repriced, inventory.partner());
  await soon(async () => {
    const changed = await other.getSeatMap({ eventId, knownLayout: layout });
    expect([changed.layout === layout, changed.sections.length]).toEqual([false, 2]);
  });
});

test('an event without tickets has an empty map', async () => {
  await inventory.syncEvent(779);
  expect(await mapOf(779)).toEqual({ sequence: 0, sections: [], statuses: [], bytes: 0 });
});

test('maps that are read while tickets change are as the tickets were at one moment', async () => {
  const tickets = await inventory.eventWithSeats(40);
  const eventId = eventOf(tickets);
  const seen: Awaited<ReturnType<typeof mapOf>>[] = [];
  let over = false;
  const reading = [inventory.client, other].map(async (client) => {
    while (!over) seen.push(await mapOf(eventId, client));
  });
  // Two tickets a purchase: no moment has one of them alone.
  for (let i = 0; i < tickets.length; i += 2) {
    const [hold] = await inventory.reserve([2000 + i, tickets.slice(i, i + 2)]);
    if (hold && i % 4 === 0) await inventory.confirm(2000 + i, generation(hold));
  }
  over = true;
  await Promise.all(reading);
  for (const { statuses, sequence } of seen) {
    expect(statuses.reduce((sum, status) => sum + status, 0)).toBe(sequence);
    for (let i = 0; i < statuses.length; i += 2) expect(statuses[i]).toBe(statuses[i + 1]);
  }
  const [row] = await inventory.sql('select sum(version)::int as changes from tickets where event_id = $1', [eventId]);
  await soon(async () => {
    const map = await mapOf(eventId, other);
    expect([map.sequence, map.statuses]).toEqual([row.changes, await inventory.statusesOf(eventId)]);
  });
});
