import { Role } from '@boxoffice/contracts/identity/v1/identity_service';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { at } from './messages.ts';
import { as } from './tokens.ts';

const createdAt = at('2026-01-01T00:00:00Z');
const partner = { id: 3n, role: Role.PARTNER, name: 'Bia', email: 'bia@x.example', companyName: 'Shows', createdAt };
const tokens = {
  accessToken: 'a.b.c',
  expiresIn: 600,
  refreshToken: 'r1',
  refreshExpiresIn: 3600,
  role: Role.CUSTOMER,
};
const sessions = [
  {
    id: 12n,
    userAgent: 'curl',
    ip: '192.0.2.1',
    createdAt,
    lastUsedAt: createdAt,
    expiresAt: createdAt,
    current: true,
  },
];

let gateway: Awaited<ReturnType<typeof startGateway>>;
let replayed = false;
beforeAll(async () => {
  gateway = await startGateway({
    identity: {
      registerPartner: () => ({ account: partner, replayed }),
      registerCustomer: ({ name, email, address, phone }) => ({
        account: { id: 7n, role: Role.CUSTOMER, name, email, address, phone, createdAt },
      }),
      login: () => ({ tokens }),
      refreshSession: () => ({ tokens: { ...tokens, refreshToken: 'r2' } }),
      logout: () => ({}),
      listSessions: () => ({ sessions }),
      endSession: () => ({}),
      getAccount: () => ({ account: partner }),
      updateAccount: () => ({ account: partner }),
      changePassword: () => ({}),
    },
  });
});
beforeEach(() => {
  gateway.calls.length = 0;
  replayed = false;
});
afterAll(() => gateway.stop());

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  gateway.app.inject({ method: 'POST', url, payload, headers });

const PARTNER = { name: 'Bia', email: 'bia@x.example', password: 'long enough', company_name: 'Shows' };

test('a partner registers', async () => {
  const response = await post('/v1/partners/register', PARTNER);
  expect(response.statusCode).toBe(201);
  expect(response.headers.location).toBe('/v1/me');
  expect(response.json()).toEqual({
    id: 3,
    name: 'Bia',
    email: 'bia@x.example',
    company_name: 'Shows',
    created_at: '2026-01-01T00:00:00.000Z',
  });
  expect(gateway.forwarded()).toMatchObject([
    { request: { companyName: 'Shows', password: 'long enough' }, actor: { role: 'service' } },
  ]);
});

test('a customer registers', async () => {
  const payload = { name: 'Ana', email: 'a@x.example', password: 'long enough', address: 'Rua 1', phone: '+55 11' };
  const response = await post('/v1/customers/register', payload);
  expect(response.statusCode).toBe(201);
  const { password, ...shown } = payload;
  expect(response.json()).toEqual({ id: 7, ...shown, created_at: '2026-01-01T00:00:00.000Z' });
});

test('what idempotency stores of a registration tells other passwords apart, by a slow hash', async () => {
  const headers = { 'idempotency-key': 'k1' };
  replayed = true;
  const first = await post('/v1/partners/register', PARTNER, headers);
  await post('/v1/partners/register', PARTNER, headers);
  await post('/v1/partners/register', { ...PARTNER, password: 'another one' }, headers);
  expect(first.headers['idempotent-replayed']).toBe('true');
  const hashes = gateway.forwarded().map(({ request }) => {
    const { idempotency } = request as { idempotency: { key: string; requestHash: Uint8Array } };
    return Buffer.from(idempotency.requestHash).toString('hex');
  });
  expect(hashes[1]).toBe(hashes[0]);
  expect(hashes[2]).not.toBe(hashes[0]);
});

test('a login answers tokens and tells the service who asks', async () => {
  const headers = { 'user-agent': 'x'.repeat(400) };
  const response = await gateway.app.inject({
    method: 'POST',
    url: '/v1/auth/login',
    payload: { email: 'a@x.example', password: 'p' },
    headers,
    remoteAddress: '192.0.2.7',
  });
  expect(response.json()).toEqual({
    access_token: 'a.b.c',
    token_type: 'Bearer',
    expires_in: 600,
    role: 'customer',
    refresh_token: 'r1',
  });
  expect(response.headers['set-cookie']).toBeUndefined();
  expect(gateway.forwarded()).toMatchObject([{ request: { ip: '192.0.2.7', userAgent: 'x'.repeat(300) } }]);
});

test('a login with a cookie keeps the refresh token from scripts', async () => {
  const response = await post('/v1/auth/login', { email: 'a@x.example', password: 'p', session: 'cookie' });
  expect(response.json()).toEqual({ access_token: 'a.b.c', token_type: 'Bearer', expires_in: 600, role: 'customer' });
  expect(response.headers['set-cookie']).toBe(
    'boxoffice_refresh=r1; Max-Age=3600; Path=/v1/auth; HttpOnly; SameSite=Strict',
  );
});

test('behind a trusted proxy that speaks https the cookie is Secure', async () => {
  const { app, stop } = await startGateway({ identity: { login: () => ({ tokens }) } }, { trustProxy: ['10.0.0.0/8'] });
  const login = async (remoteAddress: string) =>
    (
      await app.inject({
        method: 'POST',
        url: '/v1/auth/login',
        payload: { email: 'a@x.example', password: 'p', session: 'cookie' },
        headers: { 'x-forwarded-proto': 'https' },
        remoteAddress,
      })
    ).headers['set-cookie'];
  expect(await login('10.1.2.3')).toContain('; Secure');
  expect(await login('192.0.2.1')).not.toContain('; Secure');
  await stop();
});

test('a session is refreshed from where its token is kept', async () => {
  const byBody = await post('/v1/auth/refresh', { refresh_token: 'r1' });
  expect(byBody.json().refresh_token).toBe('r2');
  expect(byBody.headers['set-cookie']).toBeUndefined();
  const byCookie = await gateway.app.inject({
    method: 'POST',
    url: '/v1/auth/refresh',
    cookies: { boxoffice_refresh: 'r1' },
  });
  expect(byCookie.json().refresh_token).toBeUndefined();
  expect(byCookie.headers['set-cookie']).toContain('boxoffice_refresh=r2');
  expect(gateway.forwarded()).toMatchObject([{ request: { refreshToken: 'r1' } }, { request: { refreshToken: 'r1' } }]);
});

test('without a refresh token there is nothing to refresh', async () => {
  const response = await post('/v1/auth/refresh', {});
  expect([response.statusCode, response.json().reason]).toEqual([401, 'invalid_refresh_token']);
  expect(gateway.forwarded()).toEqual([]);
});

test('a logout ends the session, removes the cookie, and needs neither', async () => {
  expect((await post('/v1/auth/logout', { refresh_token: 'r1' })).statusCode).toBe(204);
  const byCookie = await gateway.app.inject({
    method: 'POST',
    url: '/v1/auth/logout',
    cookies: { boxoffice_refresh: 'r3' },
  });
  expect(byCookie.headers['set-cookie']).toMatch(/^boxoffice_refresh=; Max-Age=0; Path=\/v1\/auth;/);
  expect((await gateway.app.inject({ method: 'POST', url: '/v1/auth/logout' })).statusCode).toBe(204);
  expect(gateway.forwarded()).toMatchObject([{ request: { refreshToken: 'r1' } }, { request: { refreshToken: 'r3' } }]);
});

test('an account lists and ends its sessions', async () => {
  const list = await gateway.app.inject({ url: '/v1/auth/sessions', headers: await as('customer', 7) });
  const time = '2026-01-01T00:00:00.000Z';
  expect(list.json()).toEqual({
    data: [
      {
        id: 12,
        user_agent: 'curl',
        ip: '192.0.2.1',
        created_at: time,
        last_used_at: time,
        expires_at: time,
        current: true,
      },
    ],
    next_cursor: null,
  });
  const end = await gateway.app.inject({
    method: 'DELETE',
    url: '/v1/auth/sessions/12',
    headers: { ...(await as('customer', 7)), 'content-type': 'application/json' },
  });
  expect([end.statusCode, end.body]).toEqual([204, '']);
  expect(gateway.forwarded().at(-1)).toMatchObject({ method: 'endSession', request: { sessionId: 12n } });
});

test('a partner reads and changes its profile', async () => {
  const headers = await as('partner', 3);
  const profile = {
    id: 3,
    role: 'partner',
    name: 'Bia',
    email: 'bia@x.example',
    company_name: 'Shows',
    created_at: '2026-01-01T00:00:00.000Z',
  };
  expect((await gateway.app.inject({ url: '/v1/me', headers })).json()).toEqual(profile);
  const payload = { company_name: 'More Shows' };
  const changed = await gateway.app.inject({ method: 'PATCH', url: '/v1/me', headers, payload });
  expect(changed.json()).toEqual(profile);
  const { request } = gateway.forwarded().at(-1) ?? {};
  expect(request).toMatchObject({ companyName: 'More Shows' });
  expect(request).not.toHaveProperty('name', expect.anything());
});

test('a password is changed', async () => {
  const payload = { current_password: 'old', new_password: 'new and long' };
  const response = await post('/v1/me/password', payload, await as('customer', 7));
  expect([response.statusCode, response.body]).toEqual([204, '']);
  expect(gateway.forwarded()).toMatchObject([
    {
      request: { currentPassword: 'old', newPassword: 'new and long' },
      actor: { role: 'customer', id: 7, sessionId: 12 },
    },
  ]);
});
