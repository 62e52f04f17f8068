import { type Database, query } from '@boxoffice/platform';
import { eventually, type FreshDatabase, freshDatabase } from '@boxoffice/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openStorage } from '../src/storage/open-storage.ts';
import { takeDue } from '../src/storage/sagas.ts';
import { startOrder } from './harness.ts';

let fresh: FreshDatabase;
let database: Database;

beforeEach(async () => {
  fresh = await freshDatabase('order');
  database = await openStorage(fresh.url, 2);
});
afterEach(async () => {
  await database.close();
  await fresh.drop();
});

const LEASE_SECONDS = 600;
const take = () => takeDue(database, [], 10, LEASE_SECONDS);
const plan = (purchaseId: number, due: string) =>
  query(database.read(), 'insert into sagas (purchase_id, due_at) values ($1, now() + $2::interval)', [
    purchaseId,
    due,
  ]);

test('a purchase that is due is taken up once; one whose lease lasts is left to its driver', async () => {
  await plan(1, '-1 minute');
  await plan(2, '1 minute');
  expect(await take()).toEqual([1]);
  expect(await take()).toEqual([]);
  await query(database.read(), "update sagas set due_at = due_at - interval '10 minutes'");
  expect((await take()).toSorted()).toEqual([1, 2]);
});

test('a purchase that another process is about to take up keeps nobody from the others', async () => {
  const order = await startOrder();
  const tickets = [1, 2].map((event) => order.inventory.addEvent(event, [1000]));
  const [taken = 0, free = 0] = (await Promise.all(tickets.map((ids) => order.place(ids)))).map(({ id }) => id);
  await order.close();
  await order.sql("update purchases set expires_at = now() - interval '1 minute'");
  await order.sql("update sagas set due_at = now() - interval '1 minute'");
  const expired = async () => {
    const rows = await order.sql("select id from purchases where status = 'expired'");
    return new Set(rows.map(({ id }) => id));
  };
  const client = await order.connection();
  try {
    await client.query('begin');
    await client.query('select 1 from sagas where purchase_id = $1 for update', [taken]);
    await order.open();
    await eventually(async () => expect(await expired()).toEqual(new Set([free])));
    await client.query('commit');
    await eventually(async () => expect(await expired()).toEqual(new Set([taken, free])));
  } finally {
    client.release();
    await order.stop();
  }
});
