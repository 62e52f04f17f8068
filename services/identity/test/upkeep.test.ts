import type { TokenPair } from '@boxoffice/contracts/identity/v1/identity_service';
import { type Database, openDatabase, query } from '@boxoffice/platform';
import { eventually, type FreshDatabase, freshDatabase } from '@boxoffice/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { entities } from '../src/storage/entities.ts';
import { movableClock, newCustomer, present, startIdentity } from './identity.ts';

const DAY = 24 * 3600;
const { clock, move } = movableClock();
let database: FreshDatabase;
let observer: Database;

beforeAll(async () => {
  database = await freshDatabase('identity_upkeep');
  observer = await openDatabase({ url: database.url, pool: 1, entities, migrations: [] });
});
afterAll(async () => {
  await observer.close();
  await database.drop();
});

async function count(table: string): Promise<number> {
  const [row] = await query<{ n: number }>(observer.read(), `select count(*)::int as n from ${table}`);
  return present(row).n;
}

const refreshOf = ({ tokens }: { tokens?: TokenPair | undefined }) => ({ refreshToken: present(tokens).refreshToken });

test('sessions that ended, tokens, keys and requests that are old are forgotten; what is alive stays', async () => {
  const { client, stop } = await startIdentity({ clock, database });
  const given = newCustomer();
  await client.registerCustomer({ ...given, idempotency: { key: 'old', requestHash: new Uint8Array(32) } });
  const ended = await client.login(given);
  await client.refreshSession(refreshOf(ended));
  await client.logout(refreshOf(ended));
  const used = await client.login(given);
  expect([await count('sessions'), await count('refresh_tokens')]).toEqual([2, 3]);

  move(6 * DAY);
  const next = await client.refreshSession(refreshOf(used));
  await stop();
  await query(observer.read(), "update idempotency_keys set created_at = now() - interval '25 hours'");

  const second = await startIdentity({ clock, database });
  await eventually(async () => expect(await count('idempotency_keys')).toBe(0));
  expect([await count('sessions'), await count('refresh_tokens')]).toEqual([2, 4]);
  await second.stop();

  move(2 * DAY);
  const third = await startIdentity({ clock, database });
  await eventually(async () => expect(await count('sessions')).toBe(1));
  expect(await count('refresh_tokens')).toBe(2);
  await third.client.refreshSession(refreshOf(next));
  await third.stop();

  move(29 * DAY);
  const fourth = await startIdentity({ clock, database });
  await eventually(async () => expect(await count('refresh_tokens')).toBe(2));
  expect([await count('sessions'), await count('signing_keys')]).toEqual([1, 2]);
  await fourth.stop();

  move(61 * DAY);
  const fifth = await startIdentity({ clock, database });
  await eventually(async () => expect(await count('sessions')).toBe(0));
  expect(await count('accounts')).toBe(1);
  await eventually(async () => expect(await count('signing_keys')).toBe(2));
  await fifth.stop();
});
