import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { DomainError } from '@boxoffice/kernel';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { event } from './messages.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const LAG_MS = 1000;

let gateway: Awaited<ReturnType<typeof startGateway>>;
let name = 'Concert';
let status = EventStatus.PUBLISHED;
let sent = 0;
// Every change is another version.
const versionNow = () => BigInt(100 * name.length + status);
let broken = false;
beforeEach(async () => {
  gateway = await startGateway({
    catalog: {
      async batchGetEvents({ eventIds, knownVersions }) {
        await sleep(10);
        if (broken) throw new DomainError('unavailable', 'service_unavailable', 'Away.');
        const version = versionNow();
        const isKnown = (place: number) => knownVersions[place] === version;
        const changed = eventIds.filter((_, place) => !isKnown(place));
        sent += changed.length;
        return {
          events: changed.map((id) => event({ id, name, status, version })),
          unchangedIds: eventIds.filter((_, place) => isKnown(place)),
        };
      },
      searchEvents: () => ({ events: [] }),
    },
    inventory: { batchGetAvailability: () => ({}) },
  });
  name = 'Concert';
  status = EventStatus.PUBLISHED;
  broken = false;
});
afterEach(() => gateway.stop());

const read = (headers: Record<string, string> = {}, id = 42) =>
  gateway.app.inject({ url: `/v1/events/${id}`, headers });
const reads = () => gateway.forwarded().filter(({ method }) => method === 'batchGetEvents').length;

test('what the client has already is not sent again', async () => {
  const first = await read();
  expect(first.headers).toMatchObject({
    'cache-control': 'public, max-age=1',
    'content-type': 'application/json; charset=utf-8',
    etag: expect.stringMatching(/^W\/"/),
  });
  const etag = String(first.headers.etag);
  for (const tag of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
    const again = await read({ 'if-none-match': tag });
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag]);
    expect(again.headers).not.toHaveProperty('content-encoding');
  }
  expect((await read({ 'if-none-match': '"other"' })).statusCode).toBe(200);
});

test('a kept answer has every header of a fresh one', async () => {
  const [fresh, kept] = [await read(), await read()];
  expect(reads()).toBe(1);
  const fixed = ({ headers }: typeof fresh) => ({ ...headers, date: '', 'x-request-id': '' });
  expect(fixed(kept)).toEqual(fixed(fresh));
  expect(kept.headers).toMatchObject({ 'x-content-type-options': 'nosniff', vary: 'accept-encoding' });
  expect(kept.headers['x-request-id']).not.toBe(fresh.headers['x-request-id']);
  const head = await gateway.app.inject({ method: 'HEAD', url: '/v1/events/42' });
  const length = String(fresh.rawPayload.length);
  expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', length]);
});

test('requests that come together cost one call', async () => {
  const responses = await Promise.all(Array.from({ length: 50 }, () => read()));
  expect(new Set(responses.map(({ body }) => body)).size).toBe(1);
  expect(reads()).toBe(1);
});

test('many events that are read together share calls', async () => {
  const ids = Array.from({ length: 50 }, (_, i) => i + 1);
  const responses = await Promise.all(ids.map((id) => read({}, id)));
  expect(responses.map((response) => response.json().id)).toEqual(ids);
  expect(reads()).toBeLessThan(10);
});

test('a change is seen within the second that a read may lag, with another tag', async () => {
  const before = await read();
  name = 'Concert, sold out';
  const changedAt = performance.now();
  const names: string[] = [];
  while (performance.now() - changedAt < LAG_MS) {
    names.push((await read()).json().name);
    await sleep(20);
  }
  const after = await read();
  expect(after.json().name).toBe('Concert, sold out');
  expect(after.headers.etag).not.toBe(before.headers.etag);
  // Nobody is shown the old name after the new one.
  expect(names.lastIndexOf('Concert')).toBeLessThan(names.indexOf('Concert, sold out'));
});

test('a read after a long pause shows no old answer', async () => {
  await read();
  name = 'Concert, sold out';
  await sleep(LAG_MS);
  expect((await read()).json().name).toBe('Concert, sold out');
});

test('events that are wanted are made anew together, however many, and only those that have changed are sent', async () => {
  const ids = Array.from({ length: 400 }, (_, i) => i + 1);
  // One after the other: each becomes due at a time of its own.
  for (const id of ids) await read({}, id);
  await sleep(500);
  const before = reads();
  sent = 0;
  await sleep(1000);
  // Each alone would be made anew in the next of twenty looks a second.
  expect(reads() - before).toBeGreaterThan(1);
  expect(reads() - before).toBeLessThan(11);
  expect(sent).toBe(0);
  await Promise.all(ids.map((id) => read({}, id)));
  name = 'Concert, sold out';
  await sleep(LAG_MS);
  expect(sent).toBe(400);
  expect((await read({}, 400)).json().name).toBe('Concert, sold out');
});

test('events are not read again while their services tell that nothing has changed', async () => {
  const revisions = { events: '1', tickets: '1' };
  const told = await startGateway({
    catalog: {
      batchGetEvents: ({ eventIds }) => ({ events: eventIds.map((id) => event({ id, name })) }),
      getEventsRevision: () => ({ revision: revisions.events }),
    },
    inventory: {
      batchGetAvailability: ({ eventIds }) => ({
        events: eventIds.map((eventId) => ({ eventId, counts: { total: Number(revisions.tickets) } })),
      }),
      getAvailabilityRevision: () => ({ revision: revisions.tickets }),
    },
  });
  const callsOf = (wanted: string) => told.forwarded().filter(({ method }) => method === wanted).length;
  const calls = () => callsOf('batchGetEvents');
  const watch = async (ms: number) => {
    let body = '';
    for (const end = performance.now() + ms; performance.now() < end; await sleep(20)) {
      body = (await told.app.inject('/v1/events/42')).body;
    }
    return JSON.parse(body);
  };
  try {
    await watch(1500);
    const before = calls();
    expect((await watch(2000)).availability.total).toBe(1);
    expect(calls()).toBe(before);
    revisions.tickets = '2';
    expect((await watch(LAG_MS)).availability.total).toBe(2);
    name = 'Concert, sold out';
    revisions.events = '2';
    expect((await watch(LAG_MS)).name).toBe('Concert, sold out');
    // Tickets alone were counted for the first of the two.
    expect(calls()).toBe(before + 1);
    // Tickets are being sold: they are counted again and again, of an event that is as it was.
    revisions.tickets = '';
    const counted = callsOf('batchGetAvailability');
    await watch(LAG_MS);
    expect(callsOf('batchGetAvailability')).toBeGreaterThan(counted);
    expect(calls()).toBe(before + 1);
    // Events are being changed too: nothing is told that could be relied on.
    revisions.events = '';
    name = 'Concert, moved';
    expect((await watch(LAG_MS)).name).toBe('Concert, moved');
    expect(calls()).toBeGreaterThan(before + 1);
  } finally {
    await told.stop();
  }
});

test('an event that is cancelled disappears, and a draft is never shown', async () => {
  expect((await read()).statusCode).toBe(200);
  status = EventStatus.CANCELLED;
  await sleep(LAG_MS);
  expect([(await read()).statusCode, (await read()).json().reason]).toEqual([404, 'event_not_found']);
  status = EventStatus.DRAFT;
  expect((await read({}, 43)).statusCode).toBe(404);
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

test('compressed forms are the plain body', async () => {
  name = 'Concert '.repeat(1000);
  const plain = await read();
  for (const [encoding, unpack] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    for (let i = 0; i < 2; i++) {
      const packed = await read({ 'accept-encoding': encoding });
      expect(packed.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
      expect(packed.headers.etag).toBe(plain.headers.etag);
      expect(unpack(packed.rawPayload).toString()).toBe(plain.body);
    }
  }
  const refused = await read({ 'accept-encoding': 'br;q=0, gzip;q=0' });
  expect([refused.headers['content-encoding'], refused.body]).toEqual([undefined, plain.body]);
});

test('a small body is not compressed', async () => {
  const { headers } = await read({ 'accept-encoding': 'br, gzip' });
  expect(headers).not.toHaveProperty('content-encoding');
});
