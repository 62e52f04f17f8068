import { DomainError } from '@boxoffice/kernel';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { event } from './messages.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let gateway: Awaited<ReturnType<typeof startGateway>>;
let name = 'Concert';
let broken = false;
beforeEach(async () => {
  gateway = await startGateway({
    catalog: {
      async getEvent() {
        await sleep(10);
        if (broken) throw new DomainError('unavailable', 'service_unavailable', 'Away.');
        return { event: event({ name }) };
      },
    },
    inventory: { batchGetAvailability: () => ({}) },
  });
  name = 'Concert';
  broken = false;
});
afterEach(() => gateway.stop());

const read = (headers: Record<string, string> = {}) => gateway.app.inject({ url: '/v1/events/42', headers });
const reads = () => gateway.forwarded().filter(({ method }) => method === 'getEvent').length;

test('what the client has already is not sent again', async () => {
  const first = await read();
  expect(first.headers).toMatchObject({ 'cache-control': 'public, max-age=1', etag: expect.stringMatching(/^W\/"/) });
  const etag = String(first.headers.etag);
  for (const tag of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
    const again = await read({ 'if-none-match': tag });
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag]);
  }
  expect((await read({ 'if-none-match': '"other"' })).statusCode).toBe(200);
});

test('requests that come together cost one call', async () => {
  const responses = await Promise.all(Array.from({ length: 50 }, () => read()));
  expect(new Set(responses.map(({ body }) => body)).size).toBe(1);
  expect(reads()).toBe(1);
});

test('a change is seen soon, with another tag', async () => {
  const before = await read();
  name = 'Concert, sold out';
  await sleep(600);
  const after = await read();
  expect(after.json().name).toBe('Concert, sold out');
  expect(after.headers.etag).not.toBe(before.headers.etag);
});

test('an error is told to all that waited, and not kept', async () => {
  broken = true;
  const refused = await Promise.all([read(), read()]);
  expect(refused.map(({ statusCode }) => statusCode)).toEqual([503, 503]);
  expect(refused[0]?.headers.etag).toBeUndefined();
  expect(refused[0]?.headers['cache-control']).toBe('no-store');
  broken = false;
  expect((await read()).statusCode).toBe(200);
});
