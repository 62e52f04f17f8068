import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLocalJWKSet, type JWTVerifyOptions, jwtVerify } from 'jose';
import { createPasswordHasher, type PasswordHasher } from '../src/credentials/password-hasher.ts';
import {
  bearerOf,
  failureOf,
  newCustomer,
  newPartner,
  PASSWORD,
  present,
  type RunningIdentity,
  startIdentity,
} from './identity.ts';

const CHECKS = {
  issuer: 'boxoffice',
  audience: 'boxoffice-api',
  typ: 'at+jwt',
  algorithms: ['EdDSA'],
  requiredClaims: ['sub', 'role', 'sid', 'jti', 'iat', 'exp'],
} satisfies JWTVerifyOptions;

let identity: RunningIdentity;
let hasher: PasswordHasher;
const verified: (string | undefined)[] = [];
let afterVerify: () => Promise<void> = async () => {};

beforeAll(async () => {
  hasher = await createPasswordHasher(2, 10);
  const passwords: PasswordHasher = {
    hash: hasher.hash,
    async verify(password, hash) {
      verified.push(hash);
      const matches = await hasher.verify(password, hash);
      await afterVerify();
      return matches;
    },
  };
  identity = await startIdentity({ passwords });
});
afterAll(() => identity.stop());

async function keySet() {
  return createLocalJWKSet(JSON.parse((await identity.client.getKeySet({})).jwks));
}

test('an access token passes every check against the published keys', async () => {
  const given = newPartner();
  const { account } = await identity.client.registerPartner(given);
  const { tokens } = await identity.client.login({ email: ` ${given.email.toUpperCase()} `, password: PASSWORD });
  const { payload, protectedHeader } = await jwtVerify(present(tokens).accessToken, await keySet(), CHECKS);
  expect(payload).toMatchObject({ sub: String(account?.id), role: 'partner', sid: expect.any(Number) });
  expect(Number(payload.exp) - Number(payload.iat)).toBe(600);
  expect(tokens).toMatchObject({ expiresIn: 600, refreshExpiresIn: 30 * 24 * 3600 });
  expect(protectedHeader).toMatchObject({ alg: 'EdDSA', kid: expect.any(String) });
});

test.each([
  ['issuer', { issuer: 'somebody' }],
  ['audience', { audience: 'somewhere' }],
  ['type', { typ: 'JWT' }],
  ['time', { currentDate: new Date(Date.now() + 700_000) }],
])('an access token of another %s is refused', async (_, other) => {
  const given = newCustomer();
  await identity.client.registerCustomer(given);
  const { tokens } = await identity.client.login({ email: given.email, password: PASSWORD });
  await expect(jwtVerify(present(tokens).accessToken, await keySet(), { ...CHECKS, ...other })).rejects.toThrow();
});

test('no two access tokens are the same', async () => {
  const given = newCustomer();
  await identity.client.registerCustomer(given);
  const login = { email: given.email, password: PASSWORD };
  const [one, two] = await Promise.all([identity.client.login(login), identity.client.login(login)]);
  expect(one.tokens?.accessToken).not.toBe(two.tokens?.accessToken);
});

test('an unknown e-mail answers like a wrong password, after the same work', async () => {
  const given = newCustomer();
  await identity.client.registerCustomer(given);
  verified.length = 0;
  const wrong = await failureOf(identity.client.login({ email: given.email, password: 'not the password' }));
  const unknown = await failureOf(identity.client.login({ email: 'nobody@example.com', password: 'not the password' }));
  const nonsense = await failureOf(identity.client.login({ email: '\u0000', password: '' }));
  expect(wrong).toMatchObject({ kind: 'unauthenticated', reason: 'invalid_credentials' });
  expect(unknown).toEqual(wrong);
  expect(nonsense).toEqual(wrong);
  expect(verified).toStrictEqual([expect.stringMatching(/^\$argon2id\$v=19\$m=19456,/), undefined, undefined]);
});

test('a storm of logins is refused as overloaded beyond the queue', async () => {
  const login = { email: 'nobody@example.com', password: PASSWORD };
  const failures = await Promise.all(Array.from({ length: 40 }, () => failureOf(identity.client.login(login))));
  const reasons = new Set(failures.map(({ kind, reason }) => `${kind} ${reason}`));
  expect(reasons).toEqual(new Set(['unauthenticated invalid_credentials', 'unavailable overloaded']));
});

test('a password that changes while it is checked opens no session', async () => {
  const given = newCustomer();
  await identity.client.registerCustomer(given);
  const login = { email: given.email, password: PASSWORD };
  const { tokens } = await identity.client.login(login);
  afterVerify = async () => {
    afterVerify = async () => {};
    const change = { currentPassword: PASSWORD, newPassword: 'another-velvet-curtain' };
    await identity.client.changePassword(change, bearerOf(tokens));
  };
  expect(await failureOf(identity.client.login(login))).toMatchObject({ reason: 'invalid_credentials' });
  const { sessions } = await identity.client.listSessions({}, bearerOf(tokens));
  expect(sessions).toHaveLength(1);
});
