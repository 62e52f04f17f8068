import { fromConnectError } from '@boxoffice/platform';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startInventory } from './harness.ts';

let inventory: Awaited<ReturnType<typeof startInventory>>;
let eventId = 2000n;

beforeAll(async () => {
  inventory = await startInventory();
});
beforeEach(() => inventory.syncEvent(Number(++eventId)));
afterAll(() => inventory.stop());

type Layout = NonNullable<Parameters<typeof inventory.client.createTickets>[0]['layout']>;

const list = (...seats: string[]): Layout => ({ case: 'list', value: { seats } });
const rows = (from: string, to: string, seatsPerRow: number): Layout => ({
  case: 'rows',
  value: { from, to, seatsPerRow },
});
const count = (quantity: number, prefix = ''): Layout => ({ case: 'count', value: { quantity, prefix } });

const make = (layout: Layout, key = '') =>
  inventory.client.createTickets(
    {
      eventId,
      price: 500n,
      layout,
      ...(key ? { idempotency: { key, requestHash: new TextEncoder().encode(JSON.stringify(layout)) } } : {}),
    },
    inventory.partner(),
  );

const stored = () =>
  inventory.sql('select id - event_id * 1000000 as n, seat, batch_id from tickets where event_id = $1 order by id', [
    eventId,
  ]);
const seats = async () => (await stored()).map(({ seat }) => seat);
const counted = async () => {
  const [terms] = await inventory.sql('select ticket_count as n from event_terms where event_id = $1', [eventId]);
  return terms.n;
};

test('seats are numbered in the order of their layout, batch after batch', async () => {
  const made = [await make(list('Box', 'A9', '7')), await make(rows('Y', 'AA', 2)), await make(count(3, 'GA-'))];
  expect(await seats()).toEqual(['Box', 'A9', '7', 'Y1', 'Y2', 'Z1', 'Z2', 'AA1', 'AA2', 'GA-1', 'GA-2', 'GA-3']);
  const tickets = await stored();
  expect(tickets.map(({ n }) => Number(n))).toEqual(tickets.map((_, i) => i + 1));
  const first = eventId * 1_000_000n;
  expect(
    made.map(({ created, firstTicketId, lastTicketId }) => [created, firstTicketId - first, lastTicketId - first]),
  ).toEqual([
    [3, 1n, 3n],
    [6, 4n, 9n],
    [3, 10n, 12n],
  ]);
  expect(tickets.map(({ batch_id: id }) => Number(id))).toEqual(
    made.flatMap(({ batchId, created }) => Array.from({ length: created }, () => Number(batchId))),
  );
  expect(await counted()).toBe(12);
});

test('a batch with seats that the event has already makes none, and is told which', async () => {
  await make(rows('A', 'B', 2));
  const refused = async (layout: Layout) => {
    const { reason, metadata } = await make(layout).then(
      () => ({ reason: 'none', metadata: {} }),
      (error) => fromConnectError(error),
    );
    return { reason, ...metadata };
  };
  const reason = 'seat_exists';
  expect(await refused(list('Z', 'B2', 'A1'))).toEqual({ reason, seats: ['A1', 'B2'] });
  expect(await refused(count(9, 'B'))).toEqual({ reason, seats: ['B1', 'B2'] });
  expect(await refused(rows('B', 'D', 1))).toEqual({ reason, seats: ['B1'] });
  expect(await seats()).toEqual(['A1', 'A2', 'B1', 'B2']);
  expect(await counted()).toBe(4);
  const [batches] = await inventory.sql('select count(*)::int as n from batches where event_id = $1', [eventId]);
  expect(batches.n).toBe(1);
  await make(rows('C', 'D', 1));
  expect(await seats()).toHaveLength(6);
});

test('batches that come at the same time get numbers of their own, and the same seats only once', async () => {
  const made = await Promise.allSettled([make(count(50, 'L')), make(count(50, 'R')), make(count(60, 'L'))]);
  expect(made.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  const names = await seats();
  expect(new Set(names).size).toBe(names.length);
  expect(await counted()).toBe(names.length);
});

test('the same key makes the batch once', async () => {
  const first = await make(count(1000), 'twice');
  const again = await make(count(1000), 'twice');
  expect(again).toMatchObject({ batchId: first.batchId, firstTicketId: first.firstTicketId, replayed: true });
  expect(await counted()).toBe(1000);
});

test('the largest batch is made whole', async () => {
  const { created } = await make(rows('A', 'CV', 1000));
  expect(created).toBe(100_000);
  const [last] = await inventory.sql('select seat from tickets where event_id = $1 order by id desc limit 1', [
    eventId,
  ]);
  expect(last.seat).toBe('CV1000');
}, 60_000);
