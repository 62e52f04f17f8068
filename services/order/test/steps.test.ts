import { type Database, query } from '@boxoffice/platform';
import { type FreshDatabase, freshDatabase } from '@boxoffice/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Purchase } from '../src/domain/purchase.ts';
import { openStorage } from '../src/storage/open-storage.ts';
import { recordPurchases } from '../src/storage/record-purchases.ts';
import { saveSteps } from '../src/storage/save-steps.ts';
import type { Step } from '../src/storage/step-parts.ts';

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

async function aRecorded(): Promise<Purchase> {
  const command = { customerId: 7, ticketIds: [1_000_001], payAtOnce: false, key: '', requestHash: Buffer.from('') };
  const [recorded] = await recordPurchases(database, () => new Date(), 600)([command]);
  if (!recorded) throw new Error('not recorded');
  return recorded;
}

/** A step to failed; its fact is the purchase's id. */
const failing = (before: Purchase): Step => ({
  before,
  after: { ...before, status: 'failed', reason: 'interrupted', version: before.version + 1 },
  history: [{ from: before.status, to: 'failed', reason: 'interrupted', actor: 'system' }],
  facts: [{ subject: 'boxoffice.order.v1.purchase_failed', payload: Buffer.from(String(before.id)) }],
  due: 'never',
  answer: null,
});

test('a step that was decided on another version is not stored, nor is anything with it; the others of its statement are', async () => {
  const [current, overtaken] = [await aRecorded(), await aRecorded()];
  const steps = [failing({ ...overtaken, version: 5 }), failing(current)];
  expect(await saveSteps(database, 'scripted', steps)).toEqual([false, true]);
  const purchases = await query(database.read(), 'select id, status, version from purchases order by id');
  expect(purchases).toEqual([
    { id: current.id, status: 'failed', version: 2 },
    { id: overtaken.id, status: 'pending', version: 1 },
  ]);
  const history = await query(database.read(), 'select purchase_id as id from purchase_history where version > 1');
  expect(history).toEqual([{ id: current.id }]);
  expect(await query(database.read(), 'select payload from outbox')).toEqual([
    { payload: Buffer.from(String(current.id)) },
  ]);
  expect(await query(database.read(), 'select purchase_id as id from sagas')).toEqual([{ id: overtaken.id }]);
});
