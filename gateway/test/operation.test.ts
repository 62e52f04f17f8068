import { expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { as, jwks } from './tokens.ts';

test('the gateway lives, and is ready when all services take requests', async () => {
  const { app, stop } = await startGateway();
  expect((await app.inject('/health/live')).json()).toEqual({ status: 'live' });
  expect((await app.inject('/health/ready')).json()).toEqual({ status: 'ready' });
  await stop();
});

test('readiness names the services that take no requests', async () => {
  const { app, stop } = await startGateway({ notServing: ['order', 'catalog'] });
  expect((await app.inject('/health/live')).statusCode).toBe(200);
  const response = await app.inject('/health/ready');
  expect(response.statusCode).toBe(503);
  expect(response.headers['retry-after']).toBe('1');
  expect(response.json()).toMatchObject({ reason: 'not_ready', not_ready: ['catalog', 'order'] });
  await stop();
});

test('the keys of access tokens are published', async () => {
  const { app, stop } = await startGateway();
  const response = await app.inject('/.well-known/jwks.json');
  expect(response.json()).toEqual(JSON.parse(jwks));
  expect(response.headers['cache-control']).toBe('public, max-age=60');
  await stop();
});

test('requests are measured by route, never by path', async () => {
  const { app, stop } = await startGateway();
  await app.inject('/v1/events/4711');
  await app.inject('/nothing');
  const { body } = await app.inject('/metrics');
  expect(body).toMatch(
    /http_request_duration_seconds_count\{route="\/v1\/events\/:event_id",method="GET",status="500"\} 1/,
  );
  expect(body).toMatch(/http_request_duration_seconds_count\{route="unknown",method="GET",status="404"\} 1/);
  expect(body).not.toContain('4711');
  await stop();
});

test('with a port of their own, metrics are not on the main one', async () => {
  const { app, listen, stop } = await startGateway({}, { port: 0, metricsPort: 0 });
  const address = await listen();
  expect((await fetch(`${address}/health/live`)).status).toBe(200);
  expect((await app.inject('/metrics')).statusCode).toBe(404);
  await stop();
});

test('beyond its rate a caller is told to wait, and others are not', async () => {
  const { app, stop } = await startGateway({}, { rateLimit: true });
  const register = (remoteAddress: string) =>
    app.inject({ method: 'POST', url: '/v1/partners/register', payload: {}, remoteAddress });
  for (let i = 0; i < 300; i++) await register('192.0.2.1');
  const refused = await register('192.0.2.1');
  expect([refused.statusCode, refused.json().reason]).toEqual([429, 'rate_limited']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(refused.headers).toMatchObject({ 'ratelimit-limit': '300', 'ratelimit-remaining': '0' });
  expect((await register('192.0.2.2')).statusCode).toBe(400);
  expect(
    (await app.inject({ url: '/health/live', remoteAddress: '192.0.2.1' })).headers['ratelimit-limit'],
  ).toBeUndefined();
  await stop();
});

test('an account is limited as itself, whatever its address', async () => {
  const { app, stop } = await startGateway({}, { rateLimit: true });
  const remaining = async (id: number, remoteAddress: string) =>
    (await app.inject({ url: '/v1/me', headers: await as('customer', id), remoteAddress })).headers[
      'ratelimit-remaining'
    ];
  expect(await remaining(7, '192.0.2.1')).toBe('5999');
  expect(await remaining(7, '192.0.2.2')).toBe('5998');
  expect(await remaining(8, '192.0.2.1')).toBe('5999');
  await stop();
});

test('requests under way are finished before the gateway ends', async () => {
  let finish: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let arrived: () => void = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const { listen, stop } = await startGateway(
    {
      identity: {
        async logout() {
          arrived();
          await held;
          return {};
        },
      },
    },
    { port: 0 },
  );
  const address = await listen();
  const request = fetch(`${address}/v1/auth/logout`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"refresh_token":"x"}',
  });
  await arrival;
  const stopped = stop();
  await expect(fetch(`${address}/health/live`)).rejects.toThrow();
  finish();
  expect((await request).status).toBe(204);
  await stopped;
});

test('what is no HTTP is answered with a problem, too', async () => {
  const { listen, stop } = await startGateway({}, { port: 0 });
  const { port } = new URL(await listen());
  const { connect } = await import('node:net');
  const answer = await new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('NO SUCH THING\r\n\r\n'));
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
  });
  expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
  expect(answer).toContain('"reason":"invalid_request"');
  await stop();
});
