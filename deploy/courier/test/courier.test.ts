import { INBOX_TABLES, OUTBOX_TABLE } from '@boxoffice/platform';
import { type FreshDatabase, freshDatabase } from '@boxoffice/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { listDeadLetters, retryDeadLetter } from '../dead-letters.ts';
import { replayOutbox } from '../outbox.ts';

const EVENT = '0199d0a0-0000-7000-8000-000000000001';
const SUBJECT = 'boxoffice.order.v1.purchase_failed';

let databases: FreshDatabase[] = [];
let order: pg.Client;
let inventory: pg.Client;
let urls: Record<'identity' | 'catalog' | 'inventory' | 'order', string>;

async function open(tables: string): Promise<pg.Client> {
  const database = await freshDatabase('courier');
  databases.push(database);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(tables);
  return client;
}

beforeEach(async () => {
  databases = [];
  order = await open(OUTBOX_TABLE + INBOX_TABLES);
  inventory = await open(INBOX_TABLES);
  const [first, second] = databases.map(({ url }) => url);
  urls = { identity: '', catalog: '', order: first ?? '', inventory: second ?? '' };
});
afterEach(async () => {
  await order.end();
  await inventory.end();
  for (const database of databases) await database.drop();
});

const told = (ago: string, published: boolean) =>
  order.query(
    `insert into outbox (subject, payload, created_at, published_at)
       values ($1, '', now() - $2::interval, case when $3 then now() end)`,
    [SUBJECT, ago, published],
  );

test('what was published since a moment is to be published again, and nothing else', async () => {
  await told('3 hours', true);
  await told('1 hour', true);
  await told('1 minute', true);
  await told('1 second', false);
  const seen: number[] = [];
  const since = new Date(Date.now() - 2 * 3_600_000);
  const rows = await replayOutbox({ url: urls.order, since, progress: (n) => seen.push(n) });
  expect([rows, seen]).toEqual([2, [2]]);
  const { rows: outbox } = await order.query('select published_at is null as waits, replays from outbox order by id');
  expect(outbox).toEqual([
    { waits: false, replays: 0 },
    { waits: true, replays: 1 },
    { waits: true, replays: 1 },
    { waits: true, replays: 0 },
  ]);
});

test('more events than fit one round are all published again, once', async () => {
  await order.query(
    `insert into outbox (subject, payload, published_at) select $1, '', now() from generate_series(1, 12001)`,
    [SUBJECT],
  );
  expect(await replayOutbox({ url: urls.order, since: new Date(0), progress: () => undefined })).toBe(12_001);
  const { rows } = await order.query('select distinct published_at is null as waits, replays from outbox');
  expect(rows).toEqual([{ waits: true, replays: 1 }]);
});

const bury = () =>
  inventory.query(
    `insert into dead_letters (consumer, event_id, subject, payload, error)
       values ('inventory-release-tickets', $1, $2, 'x', 'poison')`,
    [EVENT, SUBJECT],
  );

test('a dead letter is listed, and retried by publishing its event again', async () => {
  await order.query(`insert into outbox (event_id, subject, payload, published_at) values ($1, $2, '', now())`, [
    EVENT,
    SUBJECT,
  ]);
  await bury();
  const [letter] = await listDeadLetters(urls);
  expect(letter).toMatchObject({ id: 'inventory:1', service: 'inventory', eventId: EVENT, error: 'poison' });
  expect(letter && (await retryDeadLetter(urls, letter))).toBe(true);
  expect(await listDeadLetters(urls)).toEqual([]);
  const { rows } = await order.query('select published_at, replays from outbox');
  expect(rows).toEqual([{ published_at: null, replays: 1 }]);
});

test('a dead letter whose event is gone stays', async () => {
  await bury();
  const [letter] = await listDeadLetters(urls);
  expect(letter && (await retryDeadLetter(urls, letter))).toBe(false);
  expect(await listDeadLetters(urls)).toHaveLength(1);
});
