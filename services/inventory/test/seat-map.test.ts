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

type Answered = Pick<Awaited<ReturnType<typeof inventory.client.getSeatMap>>, 'sequence' | 'sections' | 'taken'>;

function readable({ sequence, sections, taken }: Answered) {
  const seats = sections.reduce((sum, section) => sum + section.seats.length, 0);
  const statuses = Array.from({ length: seats }, (_, i) => ((taken[i >> 2] ?? 0) >> ((i & 3) * 2)) & 3);
  return { sequence: Number(sequence), sections, statuses, bytes: taken.length };
}

const mapOf = async (eventId: number, client = inventory.client) =>
  readable(await client.getSeatMap({ eventId: BigInt(eventId) }));
const ownMapOf = async (eventId: number, client = inventory.client, partnerId = 1) =>
  readable(await client.getOwnSeatMap({ eventId: BigInt(eventId) }, inventory.partner(partnerId)));
const changeTickets = (eventId: number, ticketIds: number[], changes: { price?: bigint; status?: TicketStatus }) =>
  inventory.client.updateTickets(
    { eventId: BigInt(eventId), ticketIds: ticketIds.map(BigInt), ...changes },
    inventory.partner(),
  );
const addSeat = (eventId: number, seat: string, section = '') =>
  inventory.client.createTickets(
    { eventId: BigInt(eventId), price: 50n, section, layout: { case: 'list', value: { seats: [seat] } } },
    inventory.partner(),
  );

test('every process shows what any of them sold, and the sequence grows with each change', async () => {
  const tickets = await inventory.eventWithSeats(9);
  const eventId = eventOf(tickets);
  for (const client of [inventory.client, other]) {
    expect(await mapOf(eventId, client)).toMatchObject({ sequence: 9, statuses: Array(9).fill(0), bytes: 3 });
  }
  const [hold] = await inventory.reserve([901, tickets.slice(0, 2)]);
  for (const client of [inventory.client, other]) {
    await soon(async () =>
      expect(await mapOf(eventId, client)).toMatchObject({ sequence: 11, statuses: [1, 1, 0, 0, 0, 0, 0, 0, 0] }),
    );
  }
  if (!hold) throw new Error('no hold');
  await inventory.confirm(901, generation(hold));
  for (const client of [inventory.client, other]) {
    await soon(async () =>
      expect(await mapOf(eventId, client)).toMatchObject({ sequence: 13, statuses: [2, 2, 0, 0, 0, 0, 0, 0, 0] }),
    );
  }
});

test('withdrawn and repriced tickets and new batches show in every process', async () => {
  const tickets = await inventory.eventWithSeats(4, 1000);
  const eventId = eventOf(tickets);
  await Promise.all([mapOf(eventId), mapOf(eventId, other)]);
  await changeTickets(eventId, tickets.slice(1, 2), { status: TicketStatus.WITHDRAWN });
  await changeTickets(eventId, tickets.slice(2), { price: 2000n });
  // The prices of two tickets change places: their sum is as it was.
  await changeTickets(eventId, tickets.slice(0, 1), { price: 2000n });
  await changeTickets(eventId, tickets.slice(3), { price: 1000n });
  await addSeat(eventId, 'Balcony', 'B');
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
      // Five tickets, a withdrawal and four prices.
      expect(sequence).toBe(10);
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

test('a partner sees the map of an own event in any status, as it is after the last command', async () => {
  const eventId = 790;
  await inventory.syncEvent(eventId, { status: EventStatus.DRAFT });
  expect(await ownMapOf(eventId)).toEqual({ sequence: 0, sections: [], statuses: [], bytes: 0 });
  await addSeat(eventId, 'A1');
  expect(await ownMapOf(eventId)).toMatchObject({
    sequence: 1,
    sections: [{ price: 50n, seats: ['A1'] }],
    statuses: [0],
  });
  await addSeat(eventId, 'A2');
  const ids = [790_000_001, 790_000_002];
  for (const [version, status] of [EventStatus.DRAFT, EventStatus.PUBLISHED].entries()) {
    await inventory.syncEvent(eventId, { status, version: BigInt(version + 2) });
    for (const [wanted, n] of [
      [TicketStatus.WITHDRAWN, 3],
      [TicketStatus.AVAILABLE, 0],
    ] as const) {
      await changeTickets(eventId, ids.slice(0, 1), { status: wanted });
      for (const client of [inventory.client, other]) {
        expect((await ownMapOf(eventId, client)).statuses).toEqual([n, 0]);
      }
    }
    await changeTickets(eventId, ids, { price: BigInt(version + 60) });
    expect((await ownMapOf(eventId)).sections).toMatchObject([{ price: BigInt(version + 60), seats: ['A1', 'A2'] }]);
  }
  await inventory.syncEvent(eventId, { status: EventStatus.CANCELLED, version: 9n });
  expect((await ownMapOf(eventId)).sections).toMatchObject([{ seats: ['A1', 'A2'] }]);
});

test('the map of somebody else’s event is as missing as that of none, and is no customer’s either', async () => {
  const eventId = eventOf(await inventory.eventWithSeats(1));
  for (const id of [eventId, 791]) {
    await expect(ownMapOf(id, inventory.client, 2)).rejects.toThrow('There is no such event.');
  }
  const customer = inventory.as({ role: 'customer', id: 1 });
  await expect(inventory.client.getOwnSeatMap({ eventId: BigInt(eventId) }, customer)).rejects.toThrow(
    'Only a partner',
  );
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
  const readers = [() => mapOf(eventId), () => mapOf(eventId, other), () => ownMapOf(eventId)];
  const reading = readers.map(async (read) => {
    while (!over) seen.push(await read());
  });
  // Two tickets a purchase: no moment has one of them alone.
  for (let i = 0; i < tickets.length; i += 2) {
    const [hold] = await inventory.reserve([2000 + i, tickets.slice(i, i + 2)]);
    if (hold && i % 4 === 0) await inventory.confirm(2000 + i, generation(hold));
  }
  over = true;
  await Promise.all(reading);
  for (const { statuses, sequence } of seen) {
    // Each ticket is the first change of itself.
    expect(statuses.reduce((sum, status) => sum + status, statuses.length)).toBe(sequence);
    for (let i = 0; i < statuses.length; i += 2) expect(statuses[i]).toBe(statuses[i + 1]);
  }
  const [row] = await inventory.sql('select sum(version + 1)::int as changes from tickets where event_id = $1', [
    eventId,
  ]);
  await soon(async () => {
    const map = await mapOf(eventId, other);
    expect([map.sequence, map.statuses]).toEqual([row.changes, await inventory.statusesOf(eventId)]);
  });
});

test.each([
  ['that began before', ['slow', 'quick']],
  ['that began after', ['quick', 'slow']],
] as const)('a change that commits after a later one shows, of a transaction %s it', async (_what, order) => {
  const [slow = 0, quick = 0] = await inventory.eventWithSeats(5);
  const eventId = eventOf([slow]);
  const shows = (...statuses: number[]) =>
    soon(async () => {
      const sequence = 5 + statuses.filter((status) => status !== 0).length;
      expect(await mapOf(eventId)).toMatchObject({ statuses, sequence });
    });
  await shows(0, 0, 0, 0, 0);
  await inventory.withdrawSlowly(order, { slow, quick }, async () => {
    await shows(0, 3, 0, 0, 0);
    // What is read again and again meanwhile is told once.
    for (let n = 0; n < 40; n++) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      expect(await mapOf(eventId)).toMatchObject({ statuses: [0, 3, 0, 0, 0], sequence: 6 });
    }
  });
  await shows(3, 3, 0, 0, 0);
});
