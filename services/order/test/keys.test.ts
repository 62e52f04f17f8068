import { type Database, query } from '@boxoffice/platform';
import { type FreshDatabase, freshDatabase } from '@boxoffice/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { claimKey, findAnswer } from '../src/storage/keys.ts';
import { openStorage } from '../src/storage/open-storage.ts';

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

test('of two commands that both found a key unused one gets it, until that one counts as abandoned', async () => {
  const command = { customerId: 7, operation: 'pay_purchase:1', key: 'key', requestHash: Buffer.from('content') };
  expect(await findAnswer(database, command, true)).toBeUndefined();
  await claimKey(database, command, 1);
  await expect(claimKey(database, command, 1)).rejects.toMatchObject({ reason: 'idempotency_in_progress' });
  await query(database.read(), "update idempotency_keys set created_at = now() - interval '3 minutes'");
  await claimKey(database, command, 1);
  await expect(claimKey(database, command, 1)).rejects.toMatchObject({ reason: 'idempotency_in_progress' });
});
