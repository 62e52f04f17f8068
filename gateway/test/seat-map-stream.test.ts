import { DomainError, notFound } from '@boxoffice/kernel';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type EventStream, openStream } from './event-stream.ts';
import { startGateway } from './harness.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const PATH = '/v1/events/42/seatmap/stream';
const SEATS = 5000;

let gateway: Awaited<ReturnType<typeof startGateway>>;
let address: string;
let streams: EventStream[] = [];
let sequence = 7n;
let price = 15000n;
let taken = Buffer.alloc(SEATS / 4);
let failure: DomainError | undefined;

async function start(settings = {}): Promise<void> {
  gateway = await startGateway(
    {
      inventory: {
        getSeatMap({ eventId, knownLayout }) {
          if (failure) throw failure;
          if (eventId !== 42n) throw notFound('event');
          const layout = `layout with ${price}`;
          const seats = Array.from({ length: SEATS }, (_, i) => `S${i + 1}`);
          const sections = [{ section: 'Pit', price, firstTicketId: 42_000_001n, seats }];
          return { eventId, sequence, layout, sections: layout === knownLayout ? [] : sections, taken };
        },
      },
    },
    { port: 0, ...settings },
  );
  address = await gateway.listen();
}

beforeEach(async () => {
  [sequence, price, taken, failure] = [7n, 15000n, Buffer.alloc(SEATS / 4), undefined];
  await start();
});
afterEach(async () => {
  for (const stream of streams) stream.close();
  streams = [];
  await gateway.stop();
});

/** Sets the status of the n-th ticket, as inventory would: the bytes that were sent stay as they are. */
function set(n: number, status: number): void {
  taken = Buffer.from(taken);
  const place = ((n - 1) % 4) * 2;
  const byte = (n - 1) >> 2;
  taken[byte] = ((taken[byte] ?? 0) & ~(3 << place)) | (status << place);
  sequence++;
}

async function listen(path = PATH, headers: Record<string, string> = {}): Promise<EventStream> {
  const stream = await openStream(address + path, headers);
  streams.push(stream);
  return stream;
}

const reads = () => gateway.forwarded().filter(({ method }) => method === 'getSeatMap').length;
const snapshot = () => ({
  event: 'snapshot',
  id: String(sequence),
  data: { event_id: 42, sequence: Number(sequence), taken: taken.toString('base64') },
});
const change = (...changes: [number, number][]) => ({
  event: 'change',
  id: String(sequence),
  data: { sequence: Number(sequence), changes: changes.map(([n, status]) => [42_000_000 + n, status]) },
});

test('it begins with a snapshot, then each change comes as it happens', async () => {
  set(3, 2);
  const stream = await listen();
  expect(stream.status).toBe(200);
  expect(await stream.next()).toEqual(snapshot());
  expect(stream.text()).toMatch(/^retry: 2000\n\n/);
  set(1, 1);
  set(5000, 3);
  const changedAt = performance.now();
  expect(await stream.next()).toEqual(change([1, 1], [5000, 3]));
  expect(performance.now() - changedAt).toBeLessThan(1000);
  set(1, 0);
  expect(await stream.next()).toEqual(change([1, 0]));
});

test('its headers say what it is, and that nobody may keep or hold it back', async () => {
  const stream = await listen(PATH, { 'accept-encoding': 'br, gzip', 'x-request-id': 'mine' });
  expect(stream.headers).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-request-id': 'mine',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'etag', 'retry-after']) {
    expect(stream.headers).not.toHaveProperty(name);
  }
});

test('who knows a sequence gets what came after it, by Last-Event-ID or by since, and no snapshot', async () => {
  const first = await listen();
  const { id = '' } = await first.next();
  set(1, 1);
  await first.next();
  set(2, 2);
  await first.next();
  first.close();
  set(1, 2);
  for (const stream of [await listen(PATH, { 'last-event-id': id }), await listen(`${PATH}?since=${id}`)]) {
    const told = await stream.next();
    const after = told.id === String(sequence) ? [told] : [told, await stream.next()];
    const last = new Map(after.flatMap(({ data }) => data.changes as [number, number][]));
    expect(last).toEqual(
      new Map([
        [42_000_001, 2],
        [42_000_002, 2],
      ]),
    );
    expect(after.map(({ event }) => event)).not.toContain('snapshot');
  }
});

test('the id of the last event counts for more than the sequence of the address', async () => {
  const first = await listen();
  await first.next();
  set(1, 1);
  const { id = '' } = await first.next();
  const stream = await listen(`${PATH}?since=7`, { 'last-event-id': id });
  set(2, 1);
  expect(await stream.next()).toEqual(change([2, 1]));
});

test('who has the seat map goes on from it without a gap', async () => {
  const { sequence: since } = (await gateway.app.inject('/v1/events/42/seatmap')).json();
  set(9, 2);
  const stream = await listen(`${PATH}?since=${since}`);
  expect(await stream.next()).toEqual(change([9, 2]));
  const [idle] = [await listen(`${PATH}?since=${sequence}`)];
  await sleep(300);
  expect(idle?.events()).toEqual([]);
});

test.each([
  ['older than all that is known', '3'],
  ['newer than all that there is', '99'],
  ['no sequence', 'abc'],
])('a position that is %s gets a snapshot', async (_what, id) => {
  await (await listen()).next();
  const stream = await listen(PATH, { 'last-event-id': id });
  expect(await stream.next()).toEqual(snapshot());
});

test('names or prices that change are told', async () => {
  const stream = await listen();
  await stream.next();
  price = 9900n;
  set(4, 3);
  expect(await stream.take(2)).toEqual([
    change([4, 3]),
    { event: 'layout', id: String(sequence), data: { sequence: Number(sequence) } },
  ]);
  const map = (await gateway.app.inject('/v1/events/42/seatmap')).json();
  expect([map.sections[0].price, map.sequence]).toEqual([9900, Number(sequence)]);
});

test('new seats, which leave the sequence as it is, are told to those who come back too', async () => {
  const stream = await listen();
  await stream.next();
  price = 1n;
  taken = Buffer.alloc(SEATS / 4 + 1);
  const layout = { event: 'layout', id: '7', data: { sequence: 7 } };
  expect(await stream.next()).toEqual(layout);
  expect(await (await listen(`${PATH}?since=7`)).next()).toEqual(layout);
});

test('a map that goes back is left out at first, and is another database when it stays so', async () => {
  sequence = 700n;
  const stream = await listen();
  await stream.next();
  [sequence, taken] = [600n, Buffer.alloc(SEATS / 4, 0xaa)];
  await sleep(500);
  expect(stream.events()).toHaveLength(1);
  sequence = 701n;
  expect((await stream.next()).event).toBe('change');
  [sequence, taken] = [5n, Buffer.alloc(SEATS / 4, 0xff)];
  expect(await stream.next(4000)).toEqual(snapshot());
});

test('an event that is not to be seen any more ends its streams; none begins', async () => {
  const stream = await listen();
  await stream.next();
  failure = notFound('event');
  expect(await stream.next()).toEqual({ event: 'end', id: undefined, data: { reason: 'event_not_found' } });
  await stream.over;
  const refused = await gateway.app.inject(PATH);
  expect([refused.statusCode, refused.json().reason]).toEqual([404, 'event_not_found']);
  expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(refused.headers).not.toHaveProperty('retry-after');
});

test.each(['-1', '1.5', 'abc', '07', '99999999999999999'])('since=%s is refused', async (since) => {
  const refused = await gateway.app.inject(`${PATH}?since=${since}`);
  expect([refused.statusCode, refused.json().reason]).toEqual([400, 'validation_failed']);
});

test('while inventory is away a stream goes on, and hears what happened meanwhile', async () => {
  const stream = await listen();
  await stream.next();
  failure = new DomainError('unavailable', 'service_unavailable', 'Away.');
  await sleep(300);
  expect((await gateway.app.inject(PATH)).statusCode).toBe(503);
  failure = undefined;
  set(8, 1);
  expect(await stream.next()).toEqual(change([8, 1]));
});

test('while inventory is away for long, streams end, so that nobody takes an old map for a live one', async () => {
  const stream = await listen();
  await stream.next();
  failure = new DomainError('unavailable', 'service_unavailable', 'Away.');
  await stream.over;
  expect(stream.events().map(({ event }) => event)).toEqual(['snapshot']);
}, 10_000);

test('a thousand listeners cost as many readings as one, and get every change', async () => {
  const many = await Promise.all(Array.from({ length: 1000 }, () => listen()));
  await Promise.all(many.map((stream) => stream.next(10_000)));
  const [before, begun] = [reads(), performance.now()];
  for (let n = 1; n <= 10; n++) {
    set(n, 2);
    await sleep(50);
  }
  await Promise.all(
    many.map(async (stream) => {
      const last = new Map<number, number>();
      while (last.size < 10) {
        const { data } = await stream.next(10_000);
        for (const [id, status] of data.changes as [number, number][]) last.set(id, status);
      }
      expect([...last.values()]).toEqual(Array(10).fill(2));
    }),
  );
  expect(reads() - before).toBeLessThanOrEqual((performance.now() - begun) / 100 + 2);
}, 60_000);

test('when nobody listens any more, nothing is read', async () => {
  const stream = await listen();
  await stream.next();
  stream.close();
  await sleep(300);
  const before = reads();
  await sleep(400);
  expect(reads()).toBe(before);
});

test('beyond its bounds, for all or for one address, a listener is told to come later', async () => {
  await gateway.stop();
  await start({ rateLimit: true, maxStreams: 3, maxStreamsPerAddress: 2, trustProxy: ['127.0.0.1'] });
  const from = (client: string) => ({ 'x-forwarded-for': client });
  const [first] = [await listen(PATH, from('10.0.0.1')), await listen(PATH, from('10.0.0.1'))];
  const refused = async (client: string) => {
    const { status, headers } = await listen(PATH, from(client));
    return [status, headers['retry-after']];
  };
  expect(await refused('10.0.0.1')).toEqual([503, '10']);
  expect((await listen(PATH, from('10.0.0.2'))).status).toBe(200);
  expect(await refused('10.0.0.2')).toEqual([503, '10']);
  first?.close();
  await sleep(200);
  expect((await listen(PATH, from('10.0.0.3'))).status).toBe(200);
});

test('a refused listener takes no place', async () => {
  await gateway.stop();
  await start({ maxStreams: 1 });
  for (let i = 0; i < 3; i++) expect((await listen('/v1/events/43/seatmap/stream')).status).toBe(404);
  expect((await listen()).status).toBe(200);
});

test('a gateway that stops ends its streams at once', async () => {
  const stream = await listen();
  await stream.next();
  const begun = performance.now();
  await Promise.all([gateway.stop(), stream.over]);
  expect(performance.now() - begun).toBeLessThan(2000);
});

test('pages of other origins may follow if they may call', async () => {
  await gateway.stop();
  await start({ corsOrigins: ['https://shop.example'] });
  const stream = await listen(PATH, { origin: 'https://shop.example' });
  expect(stream.headers['access-control-allow-origin']).toBe('https://shop.example');
  expect((await stream.next()).event).toBe('snapshot');
});
