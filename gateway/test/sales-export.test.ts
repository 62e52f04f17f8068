import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { ItemStatus, type ListSalesRequest } from '@boxoffice/contracts/order/v1/order_service';
import { DomainError } from '@boxoffice/kernel';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { at } from './messages.ts';
import { as } from './tokens.ts';

const URL_PATH = '/v1/partners/sales.csv';
const sale = (purchaseId: number) => ({
  purchaseId: BigInt(purchaseId),
  ticketId: 42_000_001n,
  eventId: 42n,
  eventName,
  seat: 'A1',
  price: 15000n,
  currency: 'BRL',
  status: ItemStatus.SOLD,
  customerId: BigInt(purchaseId % 3),
  soldAt: at('2026-01-01T00:00:00Z'),
});

let gateway: Awaited<ReturnType<typeof startGateway>>;
let headers: Record<string, string>;
/** How many pages there are, how long the names in them are, and which of them can't be read. */
let pages = 1;
let eventName = 'Ópera';
let broken = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  headers = await as('partner', 3);
  gateway = await startGateway({
    identity: {
      batchGetCustomers: ({ customerIds }) => ({
        customers: customerIds.map((id) => ({ id, name: `=Ana ${id}`, email: `${id}@x.example` })),
      }),
    },
    order: {
      async listSales({ page }) {
        // As any answer that comes from elsewhere: other work is done meanwhile.
        await sleep(1);
        const number = Number(page?.cursor || 1);
        const limit = page?.limit ?? 0;
        if (number === broken) throw new DomainError('unavailable', 'database_unavailable', 'Away.');
        const first = (number - 1) * limit + 1;
        return {
          sales: Array.from({ length: limit }, (_, i) => sale(first + i)),
          nextCursor: number < pages ? String(number + 1) : '',
        };
      },
    },
  });
  await gateway.app.listen({ host: '127.0.0.1', port: 0 });
});
beforeEach(() => {
  gateway.calls.length = 0;
  pages = 1;
  eventName = 'Ópera';
  broken = Number.POSITIVE_INFINITY;
});
afterAll(() => gateway.stop());

const get = (url = URL_PATH, more: Record<string, string> = {}) =>
  gateway.app.inject({ url, headers: { ...headers, ...more } });
const reads = () => gateway.forwarded().filter(({ method }) => method === 'listSales').length;
const port = () => ((gateway.app.server as Server).address() as AddressInfo).port;

/** What a download came to: its bytes, and whether it ended as it should. */
function download(more: Record<string, string> = {}): Promise<{ status: number; bytes: Buffer; complete: boolean }> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let status = 0;
    const end = (complete: boolean) => resolve({ status, bytes: Buffer.concat(parts), complete });
    const sent = request({ port: port(), path: URL_PATH, headers: { ...headers, ...more }, agent: false }, (answer) => {
      status = answer.statusCode ?? 0;
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => end(answer.complete));
      answer.on('error', () => end(false));
    });
    sent.on('error', () => end(false));
    sent.end();
  });
}

test('all pages come as one file, each with its buyers', async () => {
  pages = 12;
  const response = await get();
  expect(response.statusCode).toBe(200);
  expect(response.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': expect.stringMatching(/^attachment; filename="sales-\d{4}-\d\d-\d\d\.csv"$/),
    'cache-control': 'no-store',
  });
  const [head = '', ...lines] = response.body.split('\r\n');
  expect(head.charCodeAt(0)).toBe(0xfeff);
  expect(lines.pop()).toBe('');
  expect(lines).toHaveLength(12_000);
  expect(lines.map((line) => Number(line.split(',', 1)))).toEqual(Array.from({ length: 12_000 }, (_, i) => i + 1));
  expect(lines[1]).toBe("2,42000001,42,Ópera,A1,15000,150.00,BRL,sold,2,'=Ana 2,2@x.example,2026-01-01T00:00:00.000Z,");
  expect(reads()).toBe(12);
  const asked = gateway.forwarded().filter(({ method }) => method === 'batchGetCustomers');
  expect(asked).toHaveLength(12);
  expect(asked[0]?.request).toMatchObject({ customerIds: [1n, 2n, 0n] });
});

test('the filters are those of the list, and the name of the file tells the event', async () => {
  const response = await get(`${URL_PATH}?event_id=42&from=2026-01-01&to=2026-01-31&status=cancelled`);
  expect(response.headers['content-disposition']).toMatch(/filename="sales-event-42-\d{4}-/);
  const { eventId, from, to, status } = gateway.sent<ListSalesRequest>('listSales');
  expect([eventId, status]).toEqual([42n, ItemStatus.CANCELLED]);
  expect([from, to].map((moment) => moment && timestampDate(moment).toISOString())).toEqual([
    '2026-01-01T00:00:00.000Z',
    '2026-02-01T00:00:00.000Z',
  ]);
  expect((await get(`${URL_PATH}?status=held`)).json().reason).toBe('validation_failed');
  expect((await get(`${URL_PATH}?from=yesterday`)).json().reason).toBe('validation_failed');
});

test('it is for partners, and a HEAD request reads nothing', async () => {
  expect((await gateway.app.inject(URL_PATH)).statusCode).toBe(401);
  expect((await gateway.app.inject({ url: URL_PATH, headers: await as('customer', 7) })).statusCode).toBe(403);
  expect((await gateway.app.inject({ method: 'HEAD', url: URL_PATH, headers })).statusCode).toBe(405);
  expect(gateway.forwarded()).toEqual([]);
});

test('it is compressed when asked', async () => {
  pages = 3;
  const response = await get(URL_PATH, { 'accept-encoding': 'gzip' });
  expect(response.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(response.rawPayload).toString().split('\r\n')).toHaveLength(3002);
});

test('what is refused at the beginning is answered as a problem', async () => {
  broken = 1;
  const response = await get();
  expect([response.statusCode, response.json().reason]).toEqual([503, 'database_unavailable']);
  expect(response.headers['content-disposition']).toBeUndefined();
});

test.each(['identity', 'gzip', 'br', 'zstd'])('a file that breaks off (%s) does not look whole', async (encoding) => {
  pages = 8;
  for (broken of [2, 3, 8]) {
    const { complete, bytes } = await download({ 'accept-encoding': encoding });
    expect(complete).toBe(false);
    expect(bytes.toString('latin1')).not.toContain('problem');
  }
  broken = Number.POSITIVE_INFINITY;
  expect(await download({ 'accept-encoding': encoding })).toMatchObject({ status: 200, complete: true });
});

test('a client that does not read holds the pages up, and one that goes away ends them', async () => {
  // Long lines fill the buffers on the way soon.
  pages = 100_000;
  eventName = 'x'.repeat(2000);
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const sent = request({ port: port(), path: URL_PATH, headers, agent: false }, (answer) => {
    answer.on('error', () => undefined);
    answer.pause();
    begin();
  });
  sent.on('error', () => undefined);
  sent.end();
  await begun;
  let before = -1;
  for (; before !== reads(); await sleep(1000)) before = reads();
  expect(before).toBeLessThan(50);
  sent.destroy();
  await sleep(1000);
  expect(reads()).toBe(before);
});
