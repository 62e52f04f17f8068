import { Role } from '@boxoffice/contracts/identity/v1/identity_service';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, UnsecuredJWT } from 'jose';
import { startGateway } from './harness.ts';
import { at } from './messages.ts';
import { accessToken, as, jwks, type TokenChanges } from './tokens.ts';

const account = {
  id: 7n,
  role: Role.CUSTOMER,
  name: 'Ana',
  email: 'ana@example.com',
  address: 'Rua 1',
  phone: '+55 11',
  createdAt: at('2026-01-01T00:00:00Z'),
};

let gateway: Awaited<ReturnType<typeof startGateway>>;
beforeAll(async () => {
  gateway = await startGateway({ identity: { getAccount: () => ({ account }) } });
});
afterAll(() => gateway.stop());

const me = (authorization?: string) =>
  gateway.app.inject({ url: '/v1/me', headers: authorization === undefined ? {} : { authorization } });

test('a good token lets in, on behalf of its account and session', async () => {
  const response = await me(`Bearer ${await accessToken('customer', 7)}`);
  expect(response.json()).toEqual({
    id: 7,
    role: 'customer',
    name: 'Ana',
    email: 'ana@example.com',
    address: 'Rua 1',
    phone: '+55 11',
    created_at: '2026-01-01T00:00:00.000Z',
  });
  expect(gateway.forwarded().at(-1)?.actor).toEqual({ role: 'customer', id: 7, sessionId: 12 });
});

test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic dXNlcjpwYXNz'])(
  '%j is no token: 401 unauthenticated',
  async (header) => {
    const response = await me(header);
    expect(response.statusCode).toBe(401);
    expect(response.json().reason).toBe('unauthenticated');
    expect(response.headers['www-authenticate']).toBe('Bearer realm="boxoffice"');
  },
);

const { privateKey: strangersKey } = await generateKeyPair('EdDSA');
const past = Math.floor(Date.now() / 1000) - 1;
const secret = new TextEncoder().encode('a secret of at least 32 characters!');

test.each<[string, TokenChanges]>([
  ['that has expired', { claims: { exp: past } }],
  ['without exp', { claims: { exp: undefined } }],
  ['without jti', { claims: { jti: undefined } }],
  ['without sub', { claims: { sub: undefined } }],
  ['whose sub is no id', { claims: { sub: '7 or 1=1' } }],
  ['of another issuer', { claims: { iss: 'somebody' } }],
  ['for another audience', { claims: { aud: 'another-api' } }],
  ['of no known role', { claims: { role: 'admin' } }],
  ['not yet valid', { claims: { nbf: past + 600 } }],
  ['of another type', { header: { typ: 'JWT' } }],
  ['of an unknown key', { header: { kid: 'other' }, key: strangersKey }],
  ['signed by a stranger', { key: strangersKey }],
  ['signed with a shared secret', { header: { alg: 'HS256' }, key: secret }],
])('a token %s is refused as invalid_token', async (_what, changes) => {
  const before = gateway.forwarded().length;
  const response = await me(`Bearer ${await accessToken('customer', 7, changes)}`);
  expect(response.statusCode).toBe(401);
  expect(response.json().reason).toBe('invalid_token');
  expect(response.headers['www-authenticate']).toContain('error="invalid_token"');
  expect(gateway.forwarded()).toHaveLength(before);
});

test('garbage and unsigned tokens are refused', async () => {
  const unsigned = new UnsecuredJWT({ sub: '7', role: 'customer', jti: 'x' })
    .setIssuer('boxoffice')
    .setAudience('boxoffice-api')
    .setExpirationTime('5m')
    .encode();
  for (const token of ['garbage', 'a.b.c', '....', unsigned, `${await accessToken('customer', 7)}x`]) {
    expect((await me(`Bearer ${token}`)).json().reason).toBe('invalid_token');
  }
});

test('the wrong role is refused', async () => {
  const asCustomer = await gateway.app.inject({ url: '/v1/partners/events', headers: await as('customer', 7) });
  const asPartner = await gateway.app.inject({ url: '/v1/purchases', headers: await as('partner', 3) });
  expect([asCustomer.statusCode, asCustomer.json().reason]).toEqual([403, 'forbidden']);
  expect([asPartner.statusCode, asPartner.json().reason]).toEqual([403, 'forbidden']);
});

test('who acts can not be told by headers', async () => {
  const headers = {
    ...(await as('customer', 7)),
    'x-boxoffice-actor': 'partner:1',
    'X-Boxoffice-Role': 'partner',
  };
  await gateway.app.inject({ url: '/v1/me', headers });
  const call = gateway.forwarded().at(-1);
  expect(call?.headers.get('x-boxoffice-actor')).toBe('customer:7:12');
  expect(call?.headers.get('x-boxoffice-role')).toBeNull();
});

test('a new key is found without a restart, and one that is unknown is not asked for again and again', async () => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  let keys: unknown[] = JSON.parse(jwks).keys;
  const { app, calls, stop } = await startGateway({
    identity: { getAccount: () => ({ account }), getKeySet: () => ({ jwks: JSON.stringify({ keys }) }) },
  });
  const send = async (changes: TokenChanges) =>
    (
      await app.inject({
        url: '/v1/me',
        headers: { authorization: `Bearer ${await accessToken('customer', 7, changes)}` },
      })
    ).statusCode;
  expect(await send({})).toBe(200);
  keys = [...keys, { ...(await exportJWK(publicKey)), kid: 'next', alg: 'EdDSA', use: 'sig' }];
  // Keys that were read a moment ago are not read again.
  expect(await send({ header: { kid: 'next' }, key: privateKey })).toBe(401);
  expect(calls.filter(({ method }) => method === 'getKeySet')).toHaveLength(1);
  await stop();
});

test('without keys to be had a token is not called invalid', async () => {
  const { app, stop } = await startGateway({
    identity: {
      getKeySet() {
        throw new Error('identity is away');
      },
    },
  });
  const response = await app.inject({ url: '/v1/me', headers: await as('customer', 7) });
  expect(response.statusCode).toBe(500);
  await stop();
});
