import type { TokenPair } from '@boxoffice/contracts/identity/v1/identity_service';
import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  bearerOf,
  by,
  failureOf,
  movableClock,
  newCustomer,
  newPartner,
  PASSWORD,
  present,
  type RunningIdentity,
  startIdentity,
} from './identity.ts';

const DAY = 24 * 3600;
const INVALID = { kind: 'unauthenticated', reason: 'invalid_refresh_token' };
const { clock, move } = movableClock();
let identity: RunningIdentity;

beforeAll(async () => {
  identity = await startIdentity({ clock });
});
afterAll(() => identity.stop());

async function login(given = newCustomer(), userAgent = 'test', ip = '10.0.0.1'): Promise<TokenPair> {
  await identity.client.registerCustomer(given).catch(() => undefined);
  return present((await identity.client.login({ email: given.email, password: given.password, userAgent, ip })).tokens);
}

async function refresh({ refreshToken }: TokenPair): Promise<TokenPair> {
  return present((await identity.client.refreshSession({ refreshToken })).tokens);
}

const secondsBetween = (from?: Timestamp, to?: Timestamp) => Number(present(to).seconds - present(from).seconds);

const sessionsOf = async (tokens: TokenPair) => (await identity.client.listSessions({}, bearerOf(tokens))).sessions;

test('each refresh gives another token of the same session', async () => {
  const first = await login();
  move(60);
  const second = await refresh(first);
  move(60);
  const third = await refresh(second);
  expect(new Set([first, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3);
  const [session, ...others] = await sessionsOf(third);
  expect(others).toEqual([]);
  expect(session).toMatchObject({ current: true });
  expect(secondsBetween(session?.createdAt, session?.lastUsedAt)).toBe(120);
});

test('refreshes of one page at once all get tokens that work', async () => {
  const tokens = await login();
  const next = await Promise.all(Array.from({ length: 5 }, () => refresh(tokens)));
  expect(new Set(next.map(({ refreshToken }) => refreshToken)).size).toBe(5);
  // Beyond the grace: none of them may have been retired by another one's birth.
  move(11);
  await Promise.all(next.map(refresh));
  expect(await sessionsOf(tokens)).toHaveLength(1);
});

test('a token works again until its grace is over', async () => {
  const tokens = await login();
  await refresh(tokens);
  move(10);
  await expect(refresh(tokens)).resolves.toBeDefined();
});

test('a token that is used again after its grace ends the whole session', async () => {
  const stolen = await login();
  const next = await refresh(stolen);
  move(11);
  expect(await failureOf(refresh(stolen))).toMatchObject(INVALID);
  expect(await failureOf(refresh(next))).toMatchObject(INVALID);
  expect(await sessionsOf(next)).toEqual([]);
});

test('of two successors the one that falls behind counts as a copy', async () => {
  const tokens = await login();
  const [one, two] = [await refresh(tokens), await refresh(tokens)];
  await refresh(one);
  move(11);
  expect(await failureOf(refresh(two))).toMatchObject(INVALID);
  expect(await sessionsOf(tokens)).toEqual([]);
});

test('a session ends after thirty days without use, and use prolongs it', async () => {
  const tokens = await login();
  move(29 * DAY);
  const next = await refresh(tokens);
  move(29 * DAY);
  const last = await refresh(next);
  move(30 * DAY);
  expect(await failureOf(refresh(last))).toMatchObject(INVALID);
  expect(await sessionsOf(last)).toEqual([]);
});

test('a token that never was is refused', async () => {
  expect(await failureOf(identity.client.refreshSession({ refreshToken: 'x' }))).toMatchObject(INVALID);
  expect(await failureOf(identity.client.refreshSession({}))).toMatchObject(INVALID);
});

test('logging out ends the session, and is silent when there is none', async () => {
  const tokens = await login();
  await identity.client.logout({ refreshToken: tokens.refreshToken });
  await identity.client.logout({ refreshToken: tokens.refreshToken });
  await identity.client.logout({ refreshToken: 'x' });
  expect(await failureOf(refresh(tokens))).toMatchObject(INVALID);
});

test('sessions are listed newest first, with what the client said of itself', async () => {
  const given = newCustomer();
  const old = await login(given, 'x'.repeat(301), '10.0.0.1');
  const recent = await login(given, 'Fire\nfox', '10.0.0.2');
  await login();
  expect(await sessionsOf(old)).toMatchObject([
    { userAgent: 'Fire fox', ip: '10.0.0.2', current: false },
    { userAgent: 'x'.repeat(300), ip: '10.0.0.1', current: true },
  ]);
  expect((await sessionsOf(recent)).map(({ current }) => current)).toEqual([true, false]);
});

test('an account ends its own sessions only', async () => {
  const given = newCustomer();
  const [here, there] = [await login(given), await login(given)];
  const stranger = await login();
  const sessionId = present((await sessionsOf(there)).find(({ current }) => current)).id;
  const foreign = await failureOf(identity.client.endSession({ sessionId }, bearerOf(stranger)));
  const missing = await failureOf(identity.client.endSession({ sessionId: 2n ** 62n }, bearerOf(stranger)));
  expect(foreign).toMatchObject({ kind: 'not_found', reason: 'session_not_found' });
  expect(missing).toEqual(foreign);
  await identity.client.endSession({ sessionId }, bearerOf(here));
  expect(await failureOf(refresh(there))).toMatchObject(INVALID);
  expect(await failureOf(identity.client.endSession({ sessionId }, bearerOf(here)))).toEqual(foreign);
  await expect(refresh(here)).resolves.toBeDefined();
});

test('changing the password ends all other sessions', async () => {
  const given = newCustomer();
  const [here, there] = [await login(given), await login(given)];
  const stranger = await login();
  const newPassword = 'another-velvet-curtain';
  await identity.client.changePassword({ currentPassword: PASSWORD, newPassword }, bearerOf(here));
  expect(await failureOf(refresh(there))).toMatchObject(INVALID);
  await expect(refresh(here)).resolves.toBeDefined();
  await expect(refresh(stranger)).resolves.toBeDefined();
  expect(await failureOf(login(given))).toMatchObject({ reason: 'invalid_credentials' });
  await expect(login({ ...given, password: newPassword })).resolves.toBeDefined();
});

test('a password is changed only by who knows it, and not to a weak one', async () => {
  const given = newPartner({ email: 'curtain.owner@example.com' });
  await identity.client.registerPartner(given);
  const { tokens } = await identity.client.login(given);
  const change = (currentPassword: string, newPassword: string) =>
    failureOf(identity.client.changePassword({ currentPassword, newPassword }, bearerOf(tokens)));
  const good = 'another-velvet-curtain';
  expect(await change('wrong', good)).toMatchObject({ kind: 'unauthenticated', reason: 'invalid_credentials' });
  expect(await change(PASSWORD, 'short')).toMatchObject({ reason: 'validation_failed' });
  expect(await change(PASSWORD, given.email.toUpperCase())).toMatchObject({ reason: 'weak_password' });
  expect((await change(PASSWORD, '12345678')).metadata.errors).toMatchObject([{ field: 'new_password' }]);
  await expect(identity.client.login(given)).resolves.toBeDefined();
});

test('a service has no sessions', async () => {
  expect(await failureOf(identity.client.listSessions({}, by({ role: 'service' })))).toMatchObject({
    kind: 'forbidden',
  });
});
