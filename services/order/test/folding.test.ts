import { type Database, query } from '@boxoffice/platform';
import { type FreshDatabase, freshDatabase } from '@boxoffice/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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

const sell = (sold: number, amount: number) =>
  query(
    database.read(),
    `insert into sales_deltas (partner_id, event_id, event_name, section, currency, hour, sold, cancelled, amount, purchases)
       values (1, 2, 'Show', null, 'BRL', '2030-06-01T12:00:00Z', $1, 0, $2, 1)`,
    [sold, amount],
  );
const figures = async () => {
  const rows = await readFigures(database, { partnerId: 1, from: null, to: null });
  return rows.map(({ sold, amount, purchases }) => ({ sold, amount, purchases }));
};

test('figures are the same before and after they are folded, however often that happens', async () => {
  await sell(2, 2500);
  for (let round = 0; round < 3; round++) {
    expect(await figures()).toEqual([{ sold: 2, amount: 2500, purchases: 1 }]);
    await foldDeltas(database);
  }
  await sell(1, 1000);
  for (let round = 0; round < 3; round++) {
    expect(await figures()).toEqual([{ sold: 3, amount: 3500, purchases: 2 }]);
    await foldDeltas(database);
  }
});
