import { createLog, query } from '@boxoffice/platform';
import { type FreshDatabase, freshDatabase } from '@boxoffice/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { openKeyRing } from '../src/credentials/key-ring.ts';
import { openStorage } from '../src/storage/open-storage.ts';
import { movableClock, newCustomer, present, type RunningIdentity, startIdentity } from './identity.ts';

const DAY = 24 * 3600;
const { clock, move } = movableClock();
let database: FreshDatabase;
let running: RunningIdentity[];

beforeEach(async () => {
  database = await freshDatabase('identity_keys');
  running = [];
});
afterEach(async () => {
  for (const identity of running) await identity.stop();
  await database.drop();
});

async function start(): Promise<RunningIdentity> {
  const identity = await startIdentity({ clock, database });
  running.push(identity);
  return identity;
}

async function keySet({ client }: RunningIdentity): Promise<JSONWebKeySet> {
  return JSON.parse((await client.getKeySet({})).jwks);
}

const kids = async (identity: RunningIdentity) => (await keySet(identity)).keys.map(({ kid }) => kid);

const customer = newCustomer();

async function accessToken({ client }: RunningIdentity): Promise<string> {
  await client.registerCustomer(customer).catch(() => undefined);
  return present((await client.login(customer)).tokens).accessToken;
}

const signer = async (identity: RunningIdentity) => decodeProtectedHeader(await accessToken(identity)).kid;

async function verify(token: string, identity: RunningIdentity) {
  return jwtVerify(token, createLocalJWKSet(await keySet(identity)), { currentDate: clock() });
}

test('replicas that start at once on an empty database share one key', async () => {
  const replicas = await Promise.all([start(), start(), start()]);
  const sets = await Promise.all(replicas.map(kids));
  expect(sets[0]).toHaveLength(1);
  expect(new Set(sets.flat()).size).toBe(1);
  await verify(await accessToken(present(replicas[0])), present(replicas[1]));
});

test('key rings that open at the same moment make one key between them', async () => {
  const storage = await openStorage(database.url, 5);
  const log = createLog('identity', 'silent');
  const fiveTimes = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: 5 }, work));
  // Connections that are open already, so that no ring has to wait for its own.
  await fiveTimes(() => query(storage.read(), 'select pg_sleep(0.2)'));
  const rings = await fiveTimes(() => openKeyRing({ database: storage, clock, rotationDays: 30, log }));
  move(61);
  for (const ring of rings) expect((await ring.keySet()).keys).toHaveLength(1);
  await storage.close();
});

test('the key set shows public parts only', async () => {
  const { keys } = await keySet(await start());
  expect(keys).toEqual([
    { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: expect.any(String), x: expect.any(String) },
  ]);
});

test('a new key is published before it signs, and the old one until its last token has expired', async () => {
  const replica = await start();
  const [oldKey] = await kids(replica);
  move(29 * DAY);
  await start();
  expect(await kids(replica)).toEqual([oldKey]);

  move(DAY);
  const rotating = await start();
  const [, newKey] = await kids(rotating);
  expect(newKey).toBeDefined();
  expect(await signer(rotating)).toBe(oldKey);

  move(61);
  expect(await kids(replica)).toEqual([oldKey, newKey]);
  expect(await signer(replica)).toBe(oldKey);

  move(600 - 62);
  const lastOfOldKey = await accessToken(replica);
  expect(decodeProtectedHeader(lastOfOldKey).kid).toBe(oldKey);
  move(1);
  expect(await signer(replica)).toBe(newKey);
  expect(await signer(rotating)).toBe(newKey);

  move(598);
  await verify(lastOfOldKey, rotating);
  move(303);
  expect(await kids(replica)).toEqual([newKey]);
  await verify(await accessToken(replica), rotating);
});

test('a start with a key that is due makes one successor only', async () => {
  await start();
  move(31 * DAY);
  const replicas = await Promise.all([start(), start()]);
  for (const replica of replicas) expect(await kids(replica)).toHaveLength(2);
  await verify(await accessToken(present(replicas[0])), present(replicas[1]));
});
