import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { event } from './messages.ts';
import { as } from './tokens.ts';

let gateway: Awaited<ReturnType<typeof startGateway>>;
beforeAll(async () => {
  gateway = await startGateway(
    {
      catalog: { searchEvents: () => ({ events: [event({ description: 'x'.repeat(2000) })] }) },
      inventory: { batchGetAvailability: () => ({}), createTickets: () => ({ batchId: 1n }) },
    },
    { corsOrigins: ['https://shop.example'] },
  );
});
afterAll(() => gateway.stop());

const json = { 'content-type': 'application/json' };

test.each([
  ['GET', '/nothing', 404, 'route_not_found'],
  ['POST', '/v1/nothing', 404, 'route_not_found'],
  ['GET', '/v1/events/42/', 404, 'route_not_found'],
  ['DELETE', '/v1/events/42', 405, 'method_not_allowed'],
  ['PUT', '/v1/purchases', 405, 'method_not_allowed'],
  ['GET', '/v1/%zz', 400, 'invalid_request'],
  ['GET', `/v1/events/${'1'.repeat(600)}`, 414, 'uri_too_long'],
] as const)('%s %s answers %i %s', async (method, url, status, reason) => {
  const response = await gateway.app.inject({ method, url, headers: json, payload: '{' });
  expect([response.statusCode, response.json().reason]).toEqual([status, reason]);
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
});

test('405 tells the methods that are possible', async () => {
  const { headers } = await gateway.app.inject({ method: 'PUT', url: '/v1/purchases' });
  expect(headers.allow?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
});

test.each([
  ['broken JSON', '{"name":', json, 400, 'invalid_json'],
  ['blanks', '  ', json, 400, 'invalid_json'],
  ['a poisoned prototype', '{"__proto__": {"admin": true}}', json, 400, 'invalid_json'],
  ['a poisoned constructor', '{"constructor": {"prototype": {}}}', json, 400, 'invalid_json'],
  ['nothing', '', json, 400, 'validation_failed'],
  ['text', 'name=x', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
  ['a form', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_media_type'],
  ['no content type', 'name=x', { 'content-type': '' }, 415, 'unsupported_media_type'],
  ['more than 64 KiB', JSON.stringify({ name: 'x'.repeat(65_536) }), json, 413, 'body_too_large'],
])('a body of %s is refused', async (_what, payload, headers, status, reason) => {
  const response = await gateway.app.inject({ method: 'POST', url: '/v1/partners/register', headers, payload });
  expect([response.statusCode, response.json().reason]).toEqual([status, reason]);
  expect(gateway.forwarded()).toEqual([]);
});

test('a batch of tickets may have 1 MiB', async () => {
  const create = async (seats: number) => {
    const payload = { price: 1, seats: Array.from({ length: seats }, (_, i) => `Seat number ${i} of ${seats}`) };
    const headers = await as('partner', 3);
    return gateway.app.inject({ method: 'POST', url: '/v1/partners/events/42/tickets', headers, payload });
  };
  expect((await create(30_000)).statusCode).toBe(201);
  expect((await create(50_000)).json().reason).toBe('body_too_large');
});

test('an answer carries its request id: the client’s when it is well-formed, else a new one', async () => {
  const id = async (given?: string) =>
    (await gateway.app.inject({ url: '/health/live', headers: given === undefined ? {} : { 'x-request-id': given } }))
      .headers['x-request-id'];
  expect(await id('shop_1.2-3')).toBe('shop_1.2-3');
  for (const given of [undefined, '', 'a b', 'x'.repeat(65), 'a\tb'])
    expect(await id(given)).toMatch(/^[0-9a-f-]{36}$/);
});

test('long answers are compressed when asked, short ones are not', async () => {
  const headers = { 'accept-encoding': 'gzip' };
  const long = await gateway.app.inject({ url: '/v1/events', headers });
  expect(long.headers['content-encoding']).toBe('gzip');
  expect(long.headers.vary).toMatch(/accept-encoding/i);
  const short = await gateway.app.inject({ url: '/health/live', headers });
  expect(short.headers['content-encoding']).toBeUndefined();
});

test('pages of listed origins may call, others may not', async () => {
  const preflight = (origin: string) =>
    gateway.app.inject({
      method: 'OPTIONS',
      url: '/v1/purchases',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  const known = await preflight('https://shop.example');
  expect(known.statusCode).toBe(204);
  expect(known.headers['access-control-allow-origin']).toBe('https://shop.example');
  const stranger = await preflight('https://evil.example');
  expect(stranger.headers['access-control-allow-origin']).toBeUndefined();
});

test('answers may load nothing, run nothing and be framed by nobody', async () => {
  const { headers } = await gateway.app.inject('/health/live');
  expect(headers['content-security-policy']).toBe("default-src 'none';base-uri 'none';frame-ancestors 'none'");
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
});

test('HEAD answers as GET without a body', async () => {
  const response = await gateway.app.inject({ method: 'HEAD', url: '/v1/events' });
  expect([response.statusCode, response.body]).toEqual([200, '']);
});
