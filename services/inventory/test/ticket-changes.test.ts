import type { Database } from '@boxoffice/platform';
import { query } from '@boxoffice/platform';
import { type FreshDatabase, freshDatabase } from '@boxoffice/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { takeHolds } from '../src/storage/hold-steps.ts';
import { openStorage } from '../src/storage/open-storage.ts';
import { openStepsAtOnce } from '../src/storage/steps-at-once.ts';
import { changeTickets, type TicketChange } from '../src/storage/ticket-changes.ts';

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase('inventory');
  database = await openStorage(fresh.url, 2);
  await query(
    database.read(),
    `insert into tickets (event_id, id, batch_id, seat, section, price)
       select 1, 1000000 + n, 1, n::text, '', 1000 from generate_series(1, 2) as n`,
  );
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const sale = (ticketId: number, from: TicketChange['from']): TicketChange => ({
  ticketId,
  eventId: 1,
  from,
  to: 'sold',
  reason: 'paid',
  purchaseId: 7,
});

test('tickets of which one does not stand where its change says are not changed at all, nor is their history', async () => {
  const changes = [sale(1_000_001, 'available'), sale(1_000_002, 'held')];
  const changing = database.transaction('test', (em) => changeTickets(em, changes));
  await expect(changing).rejects.toThrow('2 tickets were to change, 1 did');
  expect(await query(database.read(), 'select 1 from tickets where status <> 0')).toEqual([]);
  expect(await query(database.read(), 'select 1 from ticket_history')).toEqual([]);
});

const seat = (n: number) => ({ id: 1_000_000 + n, eventId: 1 });
const hold = (...tickets: ReturnType<typeof seat>[]) => [{ purchaseId: 8, tickets }];
const transaction = (work: Parameters<Database['transaction']>[1]) => database.transaction('test', work);
const stateOf = () => query(database.read(), 'select status, purchase_id from tickets order by id');

test('a hold takes tickets only that are available, and sells only those it has', async () => {
  await transaction((em) => takeHolds(em, [{ purchaseId: 7, tickets: [seat(1)] }]));
  const taking = transaction((em) => takeHolds(em, hold(seat(1), seat(2))));
  await expect(taking).rejects.toThrow('2 tickets were to change, 1 did');
  // Holds of a ticket that is another purchase's, and of one that is free.
  await query(
    database.read(),
    "insert into holds (purchase_id, status, ticket_ids) values (8, 0, '{1000001}'), (9, 0, '{1000002}')",
  );
  const holds = await query<{ purchase_id: number; generation: number }>(database.read(), 'select * from holds');
  const { sell } = await openStepsAtOnce(database);
  const sold = await sell(
    holds.flatMap(({ purchase_id: purchaseId, generation }) => (purchaseId === 7 ? [] : [{ purchaseId, generation }])),
  );
  expect(sold).toEqual(new Set());
  expect(await stateOf()).toEqual([
    { status: 1, purchase_id: 7 },
    { status: 0, purchase_id: null },
  ]);
  expect(holds.map(({ purchase_id }) => purchase_id)).toEqual([7, 8, 9]);
  expect(await query(database.read(), 'select 1 from holds where status <> 0')).toEqual([]);
});
