import { ItemStatus, type ListSaleChangesRequest } from '@boxoffice/contracts/order/v1/order_service';
import { DomainError } from '@boxoffice/kernel';
import { timestampFromDate, timestampMs } from '@bufbuild/protobuf/wkt';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type EventStream, openStream } from './event-stream.ts';
import { startGateway } from './harness.ts';
import { accessToken, as } from './tokens.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const PATH = '/v1/partners/sales/stream';

/** A ticket that order would tell of. */
type Change = { partnerId: number; purchaseId: number; at: number; isCancelled: boolean };

let gateways: Awaited<ReturnType<typeof startGateway>>[] = [];
let streams: EventStream[] = [];
/** What there is in the orders database, by its time. */
let changes: Change[] = [];
let failure: DomainError | undefined;
let asked: ListSaleChangesRequest[] = [];

const present = ({ partnerId, purchaseId, at, isCancelled }: Change) => ({
  partnerId: BigInt(partnerId),
  at: timestampFromDate(new Date(at)),
  sale: {
    purchaseId: BigInt(purchaseId),
    ticketId: 42_000_001n,
    eventId: 42n,
    eventName: 'Concert',
    seat: 'Ä1',
    price: 15000n,
    currency: 'BRL',
    status: isCancelled ? ItemStatus.CANCELLED : ItemStatus.SOLD,
    customerId: 7n,
    soldAt: timestampFromDate(new Date('2026-01-01T00:00:00Z')),
    ...(isCancelled ? { cancelledAt: timestampFromDate(new Date(at)) } : {}),
  },
});

/** A gateway on the same orders as all others. */
async function start(): Promise<{ address: string; gateway: Awaited<ReturnType<typeof startGateway>> }> {
  const gateway = await startGateway(
    {
      identity: {
        batchGetCustomers: ({ customerIds }) => ({
          customers: customerIds.map((id) => ({ id, name: 'Ana', email: 'ana@x.example' })),
        }),
      },
      order: {
        listSaleChanges(request) {
          if (failure) throw failure;
          asked.push(request);
          const readAt = Date.now();
          const since = request.since ? timestampMs(request.since) : readAt - 10_000;
          const whole = changes.filter(
            ({ partnerId, at }) => request.partnerIds.includes(BigInt(partnerId)) && at >= since && at <= readAt,
          );
          const newest = [true, false].flatMap((kind) =>
            whole.filter(({ isCancelled }) => isCancelled === kind).slice(-request.limit),
          );
          const sorted = newest.toSorted((one, other) => one.at - other.at);
          return { changes: sorted.map(present), readAt: timestampFromDate(new Date(readAt)) };
        },
      },
    },
    { port: 0 },
  );
  gateways.push(gateway);
  return { gateway, address: await gateway.listen() };
}

let address: string;
beforeEach(async () => {
  [changes, failure, asked] = [[], undefined, []];
  ({ address } = await start());
});
afterEach(async () => {
  for (const stream of streams) stream.close();
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  [streams, gateways] = [[], []];
});

function sell(purchaseId: number, { partnerId = 3, ago = 0, isCancelled = false } = {}): void {
  changes.push({ partnerId, purchaseId, at: Date.now() - ago, isCancelled });
}

async function listen(headers: Record<string, string> = {}, partnerId = 3, at = address): Promise<EventStream> {
  const stream = await openStream(at + PATH, { ...(await as('partner', partnerId)), ...headers });
  streams.push(stream);
  return stream;
}

/** Opens a stream, and takes the reset that a new one begins with. */
async function listenAnew(partnerId = 3): Promise<EventStream> {
  const stream = await listen({}, partnerId);
  expect(await stream.next()).toMatchObject({ event: 'reset', data: { reason: 'connected' } });
  return stream;
}

const purchases = (told: { data: Record<string, unknown> }[]) => told.map(({ data }) => data.purchase_id);

test('a sale and a cancellation come within a second, as in the list of sales', async () => {
  const stream = await listenAnew();
  expect(stream.headers['content-type']).toBe('text/event-stream');
  sell(9);
  const soldAt = performance.now();
  const sale = await stream.next();
  expect(performance.now() - soldAt).toBeLessThan(1000);
  const data = {
    purchase_id: 9,
    ticket_id: 42_000_001,
    event_id: 42,
    seat: 'Ä1',
    price: 15000,
    currency: 'BRL',
    status: 'sold',
    customer: { id: 7, name: 'Ana', email: 'ana@x.example' },
    sold_at: '2026-01-01T00:00:00.000Z',
    cancelled_at: null,
  };
  expect(sale).toEqual({ event: 'sale', id: expect.any(String), data });
  sell(9, { isCancelled: true });
  const cancelledAt = new Date(changes[1]?.at ?? 0).toISOString();
  expect(await stream.next()).toMatchObject({
    event: 'cancellation',
    data: { ...data, status: 'cancelled', cancelled_at: cancelledAt },
  });
});

test('what was sold before is not told, what is committed late is, and nothing twice', async () => {
  sell(1, { ago: 2000 });
  const stream = await listenAnew();
  sell(2);
  expect(purchases([await stream.next()])).toEqual([2]);
  sell(3, { ago: 9000 });
  sell(4, { ago: 20_000 });
  expect(purchases([await stream.next()])).toEqual([3]);
  await sleep(800);
  expect(stream.events()).toHaveLength(3);
});

test('a partner hears of its own sales only, whoever else listens', async () => {
  const [mine, other] = [await listenAnew(3), await listenAnew(4)];
  sell(1, { partnerId: 4 });
  sell(2, { partnerId: 3 });
  sell(3, { partnerId: 5 });
  expect(purchases([await mine.next(), await other.next()])).toEqual([2, 1]);
  await sleep(600);
  expect([mine.events().length, other.events().length]).toEqual([2, 2]);
  // One call for both.
  expect(asked.at(-1)?.partnerIds.toSorted()).toEqual([3n, 4n]);
});

test('all listeners of all partners cost four calls a second', async () => {
  await Promise.all(Array.from({ length: 60 }, (_, i) => listenAnew(3 + (i % 3))));
  const [before, begun] = [asked.length, performance.now()];
  await sleep(1000);
  expect(asked.length - before).toBeGreaterThanOrEqual(2);
  expect(asked.length - before).toBeLessThanOrEqual((performance.now() - begun) / 250);
});

test('who comes back goes on where it was, each event once', async () => {
  const first = await listenAnew();
  for (const id of [1, 2, 3]) sell(id);
  const told = await first.take(3);
  first.close();
  for (const id of [4, 5]) sell(id);
  await sleep(600);
  const again = await listen({ 'last-event-id': told[1]?.id ?? '' });
  expect(purchases(await again.take(3))).toEqual([3, 4, 5]);
  sell(6);
  expect(purchases([await again.next()])).toEqual([6]);
});

test('who was told of nothing yet goes on from where it began', async () => {
  const first = await listen();
  const { id = '' } = await first.next();
  first.close();
  sell(1);
  const again = await listen({ 'last-event-id': id });
  expect(purchases([await again.next()])).toEqual([1]);
});

test('who comes to another gateway misses nothing', async () => {
  const first = await listenAnew();
  sell(1);
  const { id = '' } = await first.next();
  first.close();
  sell(2);
  const elsewhere = await start();
  const again = await listen({ 'last-event-id': id }, 3, elsewhere.address);
  sell(3);
  const seen = new Set<unknown>();
  while (!seen.has(3)) seen.add((await again.next()).data.purchase_id);
  expect([...seen]).toEqual([1, 2, 3]);
  expect(again.events().map(({ event }) => event)).not.toContain('reset');
});

test('who comes to another gateway, hears nothing and comes back to it, is known there', async () => {
  const first = await listenAnew();
  sell(1);
  const { id = '' } = await first.next();
  const { address: other } = await start();
  const again = await listen({ 'last-event-id': id }, 3, other);
  await again.next();
  await sleep(50);
  const lastId = /id: (\S+)\n\n$/.exec(again.text())?.[1] ?? '';
  again.close();
  const third = await listen({ 'last-event-id': lastId }, 3, other);
  sell(2);
  expect(purchases([await third.next()])).toEqual([2]);
});

test.each([
  ['is none', 'nonsense', 'unknown_position'],
  ['is too old', Buffer.from('["elsewhere",1,1000]').toString('base64url'), 'too_old'],
])('a position that %s begins anew', async (_what, id, reason) => {
  const stream = await listen({ 'last-event-id': id });
  expect(await stream.next()).toMatchObject({ event: 'reset', data: { reason } });
  sell(1);
  expect(purchases([await stream.next()])).toEqual([1]);
});

test('a position with more behind it than is told begins anew', async () => {
  for (let i = 0; i < 2001; i++) sell(i, { ago: 60_000 - i });
  const position = Buffer.from(JSON.stringify(['elsewhere', 1, Date.now() - 61_000])).toString('base64url');
  const stream = await listen({ 'last-event-id': position });
  expect(await stream.next()).toMatchObject({ event: 'reset', data: { reason: 'too_many' } });
});

test('more sales at once than can be told are a reset', async () => {
  const stream = await listenAnew();
  for (let i = 0; i < 2500; i++) sell(i);
  expect(await stream.next()).toMatchObject({ event: 'reset', data: { reason: 'too_many' } });
  await sleep(10);
  sell(9999);
  expect(purchases([await stream.next()])).toEqual([9999]);
});

test('while order is away a stream goes on, and hears what happened meanwhile', async () => {
  const stream = await listenAnew();
  failure = new DomainError('unavailable', 'service_unavailable', 'Away.');
  sell(1);
  await sleep(600);
  expect((await gateways[0]?.app.inject({ url: PATH, headers: await as('partner', 8) }))?.statusCode).toBe(503);
  failure = undefined;
  expect(purchases([await stream.next()])).toEqual([1]);
});

test('a stream ends with the token that it was opened with', async () => {
  const claims = { exp: Math.floor(Date.now() / 1000) + 2 };
  const stream = await listen({ authorization: `Bearer ${await accessToken('partner', 3, { claims })}` });
  expect((await stream.next()).event).toBe('reset');
  const begun = Date.now();
  await stream.over;
  expect(Date.now() - begun).toBeLessThan(3000);
  expect(Date.now()).toBeGreaterThanOrEqual(claims.exp * 1000 - 50);
});

test('only partners may listen, to themselves', async () => {
  const refusal = async (headers: Record<string, string>) =>
    (await gateways[0]?.app.inject({ url: PATH, headers }))?.statusCode;
  expect(await refusal({})).toBe(401);
  expect(await refusal(await as('customer', 3))).toBe(403);
});

test('a gateway that stops ends its streams at once', async () => {
  const stream = await listenAnew();
  const begun = performance.now();
  await Promise.all([gateways[0]?.stop(), stream.over]);
  expect(performance.now() - begun).toBeLessThan(2000);
});
