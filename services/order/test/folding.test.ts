import { type Database, openDatabase, query } from '@boxoffice/platform';
import { type FreshDatabase, freshDatabase } from '@boxoffice/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PurchaseHistoryEntity } from '../src/storage/entities.ts';
import { Initial } from '../src/storage/migrations/2026-11-23-initial.ts';
import { openStorage } from '../src/storage/open-storage.ts';
import { foldDeltas, readFigures } from '../src/storage/sales-figures.ts';

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase('order');
  database = await openStorage(fresh.url, 2);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const COLUMNS = 'partner_id, event_id, event_name, section, currency, hour, sold, cancelled, amount, purchases';

type Change = { event: number; name?: string; hour?: string; sold: number; cancelled?: number; amount: number };

const change = ({ event, name = 'Show', hour = '2030-06-01T12:00:00Z', sold, cancelled = 0, amount }: Change) =>
  query(database.read(), `insert into sales_deltas (${COLUMNS}) values (1, $1, $2, null, 'BRL', $3, $4, $5, $6, 1)`, [
    event,
    name,
    hour,
    sold,
    cancelled,
    amount,
  ]);

const all = { partnerId: 1, from: null, to: null };

test('figures are the same before and after they are folded, however often that happens', async () => {
  const figures = async () => {
    const rows = await readFigures(database, { ...all, eventId: 2 });
    return rows.map(({ day, sold, amount, purchases }) => ({ day, sold, amount, purchases }));
  };
  await change({ event: 2, sold: 2, amount: 2500 });
  for (let round = 0; round < 3; round++) {
    const first = { sold: 2, amount: 2500, purchases: 1 };
    expect(await figures()).toEqual([
      { day: '2030-06-01', ...first },
      { day: null, ...first },
    ]);
    await foldDeltas(database);
  }
  await change({ event: 2, sold: 1, amount: 1000 });
  for (let round = 0; round < 3; round++) {
    const both = { sold: 3, amount: 3500, purchases: 2 };
    expect(await figures()).toEqual([
      { day: '2030-06-01', ...both },
      { day: null, ...both },
    ]);
    await foldDeltas(database);
  }
});

test('a cancellation does not bring an older name back', async () => {
  const names = async () => {
    const found = [];
    for (const to of [null, new Date('2030-06-01T20:00:00Z'), new Date('2030-06-03T00:00:00Z')]) {
      const rows = await readFigures(database, { ...all, eventId: 3, to });
      found.push(...rows.flatMap(({ day, event_name }) => (day === null ? event_name : [])));
    }
    return found;
  };
  const newest = ['Zenith', 'Zenith', 'Zenith'];
  await change({ event: 3, name: 'Aurora', sold: 2, amount: 20 });
  await foldDeltas(database);
  await change({ event: 3, name: 'Zenith', hour: '2030-06-01T13:00:00Z', sold: 1, amount: 10 });
  await change({ event: 3, name: 'Aurora', sold: -1, cancelled: 1, amount: -10 });
  expect(await names()).toEqual(newest);
  await foldDeltas(database);
  expect(await names()).toEqual(newest);
  await change({ event: 3, name: 'Aurora', sold: -1, cancelled: 1, amount: -10 });
  expect(await names()).toEqual(newest);
  await foldDeltas(database);
  expect(await names()).toEqual(newest);
});

test('totals by hour alone are carried over, and a process that knows of nothing else folds no more', async () => {
  const older = await freshDatabase('order');
  const before = await openDatabase({
    url: older.url,
    pool: 2,
    entities: [PurchaseHistoryEntity],
    migrations: [Initial],
  });
  const addHour = (name: string, hour: string, amount: number) =>
    query(
      before.read(),
      `insert into sales_totals (${COLUMNS}) values (1, 4, $1, null, 'BRL', $2, 2, 1, $3, 1)
         on conflict (partner_id, event_id, section, currency, hour) do update set sold = 1000`,
      [name, hour, amount],
    );
  await before.migrate();
  await addHour('Aurora', '2030-06-01T12:00:00Z', 100);
  await addHour('Zenith', '2030-06-01T23:00:00Z', 20);
  await addHour('Nadir', '2030-06-02T00:00:00Z', 3);
  const after = await openStorage(older.url, 2);
  const figures = { event_id: 4, section: null, currency: 'BRL' };
  expect(await readFigures(after, { ...all, eventId: 4 })).toEqual([
    { ...figures, event_name: '', day: '2030-06-01', sold: 4, cancelled: 2, amount: 120, purchases: 2 },
    { ...figures, event_name: '', day: '2030-06-02', sold: 2, cancelled: 1, amount: 3, purchases: 1 },
    { ...figures, event_name: 'Nadir', day: null, sold: 6, cancelled: 3, amount: 123, purchases: 3 },
  ]);
  for (const hour of ['2030-06-01T12:00:00Z', '2030-06-05T12:00:00Z']) {
    await expect(addHour('Zenith', hour, 1)).rejects.toThrow();
  }
  await before.close();
  await after.close();
  await older.drop();
});
