import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import { EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { event, purchase } from './messages.ts';
import { as } from './tokens.ts';

type Sent = { method?: string; headers?: Record<string, string>; body?: unknown };
type Answer = { status: number | undefined; headers: IncomingMessage['headers']; body: Buffer };

const PATH = '/v1/events/42';
// What a gateway lets in whatever its pace (see admission.ts).
const LEAST = 1000;

let agent: Agent;
let gateway: Awaited<ReturnType<typeof startGateway>>;
let address: string;
let answerPurchases: () => void;
let name: string;
let status: EventStatus;

async function start(settings = {}): Promise<void> {
  const { promise: mayAnswer, resolve } = Promise.withResolvers<void>();
  answerPurchases = resolve;
  gateway = await startGateway(
    {
      catalog: {
        batchGetEvents: ({ eventIds }) => ({ events: eventIds.map((id) => event({ id, name, status })) }),
      },
      inventory: { batchGetAvailability: () => ({}) },
      order: {
        async *placePurchases({ purchases }) {
          await mayAnswer;
          yield { results: purchases.map((_, index) => ({ index, purchase: purchase() })) };
        },
      },
    },
    { port: 0, drainDelayMs: 0, ...settings },
  );
  address = await gateway.listen();
}

async function send(path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const sent = request(address + path, { agent, method, headers: { ...headers, ...type } });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
}

const fixed = ({ headers }: Answer) => ({ ...headers, date: '', 'x-request-id': '' });

beforeEach(async () => {
  [name, status] = ['Concert '.repeat(200), EventStatus.PUBLISHED];
  agent = new Agent({ keepAlive: true });
  await start();
});
afterEach(async () => {
  answerPurchases();
  agent.destroy();
  await gateway.stop();
});

test('a kept answer is the routed one, header by header, in every form', async () => {
  for (const headers of [{}, { 'accept-encoding': 'br' }, { 'accept-encoding': 'gzip' }]) {
    await send(PATH, { headers });
    // The route answers where an origin is named.
    const [routed, kept] = [
      await send(PATH, { headers: { ...headers, origin: 'https://a.example' } }),
      await send(PATH, { headers }),
    ];
    expect(fixed(kept)).toEqual(fixed(routed));
    expect(kept.body.equals(routed.body)).toBe(true);
    expect(kept.headers['x-request-id']).toMatch(/^[\w-]{36}$/);
  }
  const { headers, body } = await send(PATH, { headers: { 'accept-encoding': 'br', 'x-request-id': 'mine' } });
  expect(headers['x-request-id']).toBe('mine');
  expect(JSON.parse(brotliDecompressSync(body).toString())).toMatchObject({ id: 42 });
});

test('an answer that is too old is made anew without its route, and told by it when there is none any more', async () => {
  await send(PATH);
  name = 'Another name';
  await sleep(800);
  const [first, second] = await Promise.all([send(PATH), send(PATH)]);
  expect([first, second].map(({ body }) => JSON.parse(body.toString()).name)).toEqual([name, name]);
  status = EventStatus.CANCELLED;
  await sleep(800);
  const gone = await send(PATH);
  expect([gone.status, JSON.parse(gone.body.toString()).reason]).toEqual([404, 'event_not_found']);
});

test('what a client has already it is not sent again', async () => {
  const { headers } = await send(PATH);
  const again = { 'if-none-match': String(headers.etag) };
  const [kept, routed] = [
    await send(PATH, { headers: again }),
    await send(PATH, { headers: { ...again, origin: 'https://a.example' } }),
  ];
  expect([kept.status, kept.body.length]).toEqual([304, 0]);
  expect(fixed(kept)).toEqual(fixed(routed));
});

test('pages of other origins are told of theirs', async () => {
  await gateway.stop();
  const origin = 'https://tickets.example';
  await start({ corsOrigins: [origin] });
  await send(PATH);
  const [plain, theirs] = [await send(PATH), await send(PATH, { headers: { origin } })];
  expect(theirs.headers['access-control-allow-origin']).toBe(origin);
  expect(plain.headers['access-control-allow-origin']).toBeUndefined();
  expect(plain.headers.vary).toBe('Origin, accept-encoding');
});

test('kept answers are counted as answers of their route', async () => {
  for (let n = 0; n < 3; n++) await send(PATH);
  const { body } = await send('/metrics');
  expect(body.toString()).toContain(
    'http_request_duration_seconds_count{route="/v1/events/:event_id",method="GET",status="200"} 3',
  );
});

test('while the gateway drains a kept answer ends its connection too', async () => {
  await send(PATH);
  expect((await send(PATH)).headers.connection).toBe('keep-alive');
  await gateway.drain();
  expect(await send(PATH)).toMatchObject({ status: 200, headers: { connection: 'close' } });
});

test('beyond what can be served in time purchases are refused at once, and those inside are made', async () => {
  const customer = await as('customer', 7);
  const buy = () => send('/v1/purchases', { method: 'POST', headers: customer, body: { ticket_ids: [42_000_001] } });
  const inside = Array.from({ length: LEAST }, buy);
  // A crowd that comes at once is no reason; one that stays is.
  let refused: Answer | undefined;
  for (let n = 0; n < 200 && refused === undefined; n++) {
    inside.push(buy());
    const settled = Promise.race(inside.slice(LEAST));
    refused = (await Promise.race([settled, sleep(100)])) ?? undefined;
  }
  if (refused === undefined) throw new Error('nobody was refused');
  expect(refused.status).toBe(503);
  expect(refused.headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '2' });
  expect(JSON.parse(refused.body.toString())).toMatchObject({
    reason: 'overloaded',
    status: 503,
    trace_id: refused.headers['x-request-id'],
  });
  // Whoever looks around is served.
  expect((await send(PATH)).status).toBe(200);
  answerPurchases();
  const made = await Promise.all(inside);
  expect(made.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(LEAST);
  expect((await buy()).status).toBe(201);
}, 60_000);
