import { Role } from '@boxoffice/contracts/identity/v1/identity_service';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { as } from './tokens.ts';

const tokens = {
  accessToken: 'a.b.c',
  expiresIn: 600,
  refreshToken: 'r2',
  refreshExpiresIn: 3600,
  role: Role.CUSTOMER,
};

let gateway: Awaited<ReturnType<typeof startGateway>>;
beforeAll(async () => {
  gateway = await startGateway(
    { identity: { refreshSession: () => ({ tokens }), logout: () => ({}) } },
    { corsOrigins: ['https://shop.example'], trustProxy: ['10.0.0.0/8'] },
  );
});
beforeEach(() => {
  gateway.calls.length = 0;
});
afterAll(() => gateway.stop());

const ROUTES = ['/v1/auth/refresh', '/v1/auth/logout'];
const EVIL = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };

/** A request with the cookie of somebody's session. */
const withCookie = (url: string, headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  gateway.app.inject({ method: 'POST', url, headers, remoteAddress, cookies: { boxoffice_refresh: 'r1' } });

test.each(ROUTES)('a page elsewhere can not use a session’s cookie on %s, and spends nothing', async (url) => {
  for (const headers of [EVIL, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'same-site' }]) {
    const response = await withCookie(url, headers);
    expect([response.statusCode, response.json().reason]).toEqual([403, 'cross_site_request']);
    expect(response.headers['set-cookie']).toBeUndefined();
  }
  expect(gateway.forwarded()).toEqual([]);
});

test.each(ROUTES)('a page elsewhere does not even remove a cookie it can not send, on %s', async (url) => {
  const response = await gateway.app.inject({ method: 'POST', url, headers: EVIL });
  expect([response.statusCode, response.json().reason]).toEqual([403, 'cross_site_request']);
  expect(response.headers['set-cookie']).toBeUndefined();
});

test.each(ROUTES)('own pages, listed ones and programs use their cookie on %s', async (url) => {
  for (const headers of [
    { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:80' },
    { origin: 'http://localhost', host: 'localhost' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://shop.example' },
    {},
  ]) {
    const response = await withCookie(url, headers as Record<string, string>);
    expect(response.statusCode).toBeLessThan(300);
    expect(response.headers['set-cookie']).toMatch(/^boxoffice_refresh=/);
  }
  expect(gateway.forwarded()).toHaveLength(4);
});

test.each(ROUTES)('behind a trusted proxy the host is the one that the browser asked, on %s', async (url) => {
  const headers = { host: '10.0.0.5:3000', 'x-forwarded-host': 'tickets.example', origin: 'https://tickets.example' };
  expect((await withCookie(url, headers, '10.1.2.3')).statusCode).toBeLessThan(300);
  expect((await withCookie(url, headers, '192.0.2.1')).statusCode).toBe(403);
});

test.each(ROUTES)('a token in the body is its sender’s own, wherever the page is, on %s', async (url) => {
  const payload = { refresh_token: 'r1' };
  const response = await gateway.app.inject({ method: 'POST', url, payload, headers: EVIL });
  expect(response.statusCode).toBeLessThan(300);
  expect(gateway.forwarded()).toHaveLength(1);
});

test.each([
  ['POST', '/v1/auth/refresh'],
  ['POST', '/v1/auth/logout'],
  ['GET', '/v1/partners/sales.csv'],
  ['GET', '/v1/purchases/9/tickets/42000001/pass'],
  ['GET', '/.well-known/pass-keys.json'],
] as const)('only listed origins are told that they may call %s %s', async (method, url) => {
  const allowed = async (origin: string) => {
    const preflight = { origin, 'access-control-request-method': method };
    const asked = await gateway.app.inject({ method: 'OPTIONS', url, headers: preflight });
    const called = await gateway.app.inject({ method, url, headers: { ...(await as('customer', 7)), origin } });
    return [asked, called].map(({ headers }) => headers['access-control-allow-origin']);
  };
  expect(await allowed('https://shop.example')).toEqual(['https://shop.example', 'https://shop.example']);
  for (const origin of ['https://evil.example', 'http://shop.example', 'https://shop.example.evil.example', 'null']) {
    expect(await allowed(origin)).toEqual([undefined, undefined]);
  }
});
