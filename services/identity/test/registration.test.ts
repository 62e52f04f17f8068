import { createHash } from 'node:crypto';
import { Role } from '@boxoffice/contracts/identity/v1/identity_service';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPasswordHasher } from '../src/credentials/password-hasher.ts';
import { failureOf, newCustomer, newPartner, PASSWORD, type RunningIdentity, startIdentity } from './identity.ts';

let identity: RunningIdentity;
let hashed = 0;

beforeAll(async () => {
  const hasher = await createPasswordHasher(2, 200);
  const passwords = {
    ...hasher,
    hash(password: string) {
      hashed++;
      return hasher.hash(password);
    },
  };
  identity = await startIdentity({ passwords });
});
afterAll(() => identity.stop());

const withKey = (key: string, content = 'content') => ({
  idempotency: { key, requestHash: createHash('sha256').update(content).digest() },
});

test('a partner and a customer register with their own fields, without the space around them', async () => {
  const partner = await identity.client.registerPartner({ ...newPartner(), name: '  Rui Lima ' });
  expect(partner).toMatchObject({
    replayed: false,
    account: { role: Role.PARTNER, name: 'Rui Lima', companyName: 'Palco', address: '', phone: '' },
  });
  const given = newCustomer({ email: 'Mixed.Case@Example.com' });
  const { account } = await identity.client.registerCustomer(given);
  expect(account).toMatchObject({
    role: Role.CUSTOMER,
    email: 'Mixed.Case@Example.com',
    companyName: '',
    address: given.address,
    phone: given.phone,
  });
  expect(Math.abs(Number(account?.createdAt?.seconds) - Date.now() / 1000)).toBeLessThan(60);
});

test('every bad field of a request is named at once', async () => {
  const bad = { name: ' ', email: 'nobody', password: 'short', address: 'x'.repeat(501), phone: '1\u00002345' };
  const failure = await failureOf(identity.client.registerCustomer(bad));
  expect(failure).toMatchObject({ kind: 'invalid', reason: 'validation_failed' });
  const fields = (failure.metadata.errors as { field: string }[]).map(({ field }) => field);
  expect(fields.sort()).toEqual(['address', 'email', 'name', 'password', 'phone']);
});

test('common passwords are refused whatever their case', async () => {
  const failure = await failureOf(identity.client.registerPartner(newPartner({ password: 'PassWord123' })));
  expect(failure).toMatchObject({ kind: 'invalid', reason: 'weak_password' });
  expect(failure.metadata.errors).toEqual([{ field: 'password', message: expect.any(String) }]);
});

test('an e-mail belongs to one account, whatever its case and the role', async () => {
  const given = newCustomer();
  await identity.client.registerCustomer(given);
  const again = newPartner({ email: given.email.toUpperCase() });
  expect(await failureOf(identity.client.registerPartner(again))).toMatchObject({
    kind: 'conflict',
    reason: 'email_taken',
  });
});

test('twenty registrations of one e-mail at once make exactly one account', async () => {
  const email = 'everybody@example.com';
  const calls = Array.from({ length: 20 }, (_, n) =>
    n % 2
      ? identity.client.registerCustomer(newCustomer({ email }))
      : identity.client.registerPartner(newPartner({ email })),
  );
  const results = await Promise.allSettled(calls);
  const ids = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.account?.id] : []));
  expect(ids).toHaveLength(1);
  const reasons = await Promise.all(
    calls.map((call) =>
      failureOf(call).then(
        (failure) => failure.reason,
        () => 'none',
      ),
    ),
  );
  expect(reasons.filter((reason) => reason === 'email_taken')).toHaveLength(19);
});

test('the same key and content get the same answer again, without another hash', async () => {
  const given = { ...newCustomer(), ...withKey('k1') };
  const first = await identity.client.registerCustomer(given);
  const before = hashed;
  const second = await identity.client.registerCustomer(given);
  expect(second).toEqual({ ...first, replayed: true });
  expect(first.replayed).toBe(false);
  expect(hashed).toBe(before);
});

test('the same key with other content is refused', async () => {
  const given = newCustomer();
  await identity.client.registerCustomer({ ...given, ...withKey('k2', 'one') });
  const failure = await failureOf(identity.client.registerCustomer({ ...given, ...withKey('k2', 'two') }));
  expect(failure).toMatchObject({ kind: 'unprocessable', reason: 'idempotency_key_reused' });
});

test('a key whose registration failed is unused', async () => {
  const given = newCustomer();
  const key = withKey('k3');
  await failureOf(identity.client.registerCustomer({ ...given, ...key, password: 'password' }));
  expect(await identity.client.registerCustomer({ ...given, ...key })).toMatchObject({ replayed: false });
});

test('one key sent many times at once makes one account, and nobody hears that the e-mail is taken', async () => {
  const given = { ...newPartner(), ...withKey('k4') };
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => identity.client.registerPartner(given)));
  const answers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
  expect(new Set(answers.map((answer) => answer.account?.id)).size).toBe(1);
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    const failure = await failureOf(Promise.reject(result.reason));
    expect(failure.reason).toBe('idempotency_in_progress');
  }
});

test('the password of a new account opens a session', async () => {
  const given = newCustomer();
  await identity.client.registerCustomer(given);
  const { tokens } = await identity.client.login({ email: given.email, password: PASSWORD });
  expect(tokens?.role).toBe(Role.CUSTOMER);
});
