import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { notFound } from '@boxoffice/kernel';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const LAG_MS = 1000;
const URL = '/v1/events/42/seatmap';

let gateway: Awaited<ReturnType<typeof startGateway>>;
let sequence = 7n;
let price = 15000n;
let taken = Buffer.alloc(1250);
let gone = false;
const seats = Array.from({ length: 5000 }, (_, i) => `S${i + 1}`);

beforeEach(async () => {
  [sequence, price, taken, gone] = [7n, 15000n, Buffer.alloc(1250), false];
  gateway = await startGateway({
    inventory: {
      getSeatMap({ eventId, knownLayout }) {
        if (gone || eventId !== 42n) throw notFound('event');
        const sections = [{ section: 'Pit', price, firstTicketId: 42_000_001n, seats }];
        const layout = `layout with ${price}`;
        return { eventId, sequence, layout, sections: layout === knownLayout ? [] : sections, taken };
      },
    },
  });
});
afterEach(() => gateway.stop());

const read = (headers: Record<string, string> = {}) => gateway.app.inject({ url: URL, headers });
const expected = () => ({
  event_id: 42,
  sequence: Number(sequence),
  sections: [{ section: 'Pit', price: Number(price), first_ticket_id: 42_000_001, seats }],
  taken: taken.toString('base64'),
});

test('every form of a map is the same map', async () => {
  const plain = await read();
  expect(plain.json()).toEqual(expected());
  expect(brotliDecompressSync((await read({ 'accept-encoding': 'br, gzip' })).rawPayload).toString()).toBe(plain.body);
  expect(gunzipSync((await read({ 'accept-encoding': 'gzip' })).rawPayload).toString()).toBe(plain.body);
});

test('a sale shows within the second that a map may lag, in every form and with another tag', async () => {
  const headers = { 'accept-encoding': 'br' };
  const before = await read(headers);
  expect((await read({ 'if-none-match': String(before.headers.etag) })).statusCode).toBe(304);
  taken = Buffer.alloc(1250, 0xaa);
  sequence += 5000n;
  await sleep(LAG_MS);
  const after = await read({ ...headers, 'if-none-match': String(before.headers.etag) });
  expect(after.statusCode).toBe(200);
  expect(JSON.parse(brotliDecompressSync(after.rawPayload).toString())).toEqual(expected());
  expect((await read()).json()).toEqual(expected());
});

test('while a map is read all the time, a sale shows and nobody is shown the map before it again', async () => {
  await read();
  taken = Buffer.alloc(1250, 0xff);
  sequence += 5000n;
  const begin = performance.now();
  const seen: number[] = [];
  while (performance.now() - begin < LAG_MS) {
    seen.push((await read()).json().sequence);
    await sleep(20);
  }
  expect(seen.at(-1)).toBe(5007);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});

test('a price that changes shows, with another tag', async () => {
  const before = await read();
  price = 9900n;
  sequence += 5000n;
  await sleep(LAG_MS);
  const after = await read();
  expect(after.json()).toEqual(expected());
  expect(after.headers.etag).not.toBe(before.headers.etag);
});

test('the map of an event that is cancelled disappears', async () => {
  await read();
  gone = true;
  await sleep(LAG_MS);
  const response = await read();
  expect([response.statusCode, response.json().reason]).toEqual([404, 'event_not_found']);
});
