import { Agent } from 'node:http';
import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { ACTOR_HEADER, fromConnectError } from '@boxoffice/platform';
import { SERVICE_TOKEN } from '@boxoffice/testing';
import { type Client, Code, ConnectError, createClient, type Interceptor, type Transport } from '@connectrpc/connect';
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLeanGrpcTransport } from '../../src/grpc/transport.ts';
import { balance } from '../../src/rpc-balancer.ts';
import { type Fixture, HOLD, REFUSAL, startFixture, statusOf, TICKET } from './rpc-fixture.ts';

let fixture: Fixture;

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

type Options = { baseUrl: string; interceptors: Interceptor[] };

const http1 = (options: Options) => ({
  ...options,
  httpVersion: '1.1' as const,
  nodeOptions: { agent: new Agent({ keepAlive: true }) },
});

const leanTransport = ({ baseUrl, interceptors }: Options) =>
  createLeanGrpcTransport({ sessions: balance([baseUrl]), interceptors, maxBytes: 16 * 1024 * 1024 });

const TRANSPORTS: [name: string, make: (options: Options) => Transport][] = [
  ['gRPC over HTTP/2', (options) => createGrpcTransport(options)],
  ['the transport that services use', leanTransport],
  ['gRPC-Web over HTTP/2', (options) => createGrpcWebTransport({ ...options, httpVersion: '2' })],
  ['gRPC-Web over HTTP/1.1', (options) => createGrpcWebTransport(http1(options))],
  ['Connect (binary) over HTTP/2', (options) => createConnectTransport({ ...options, httpVersion: '2' })],
  ['Connect (binary) over HTTP/1.1', (options) => createConnectTransport(http1(options))],
  ['Connect (JSON) over HTTP/1.1', (options) => createConnectTransport({ ...http1(options), useBinaryFormat: false })],
];

function withHeaders(headers: Record<string, string>): Interceptor {
  return (next) => (request) => {
    for (const [name, value] of Object.entries(headers)) request.header.set(name, value);
    return next(request);
  };
}

describe.each(TRANSPORTS)('by %s', (_name, make) => {
  let client: Client<typeof InventoryService>;

  function clientWith(headers: Record<string, string>) {
    return createClient(InventoryService, make({ baseUrl: fixture.baseUrl, interceptors: [withHeaders(headers)] }));
  }

  beforeAll(() => {
    client = clientWith({ authorization: `Bearer ${SERVICE_TOKEN}`, [ACTOR_HEADER]: 'partner:3:12' });
  });

  async function placesOf(...purchaseIds: bigint[]): Promise<bigint[]> {
    const seen: bigint[] = [];
    const holds = purchaseIds.map((purchaseId) => ({ purchaseId }));
    for await (const { results } of client.reserveTickets({ holds })) {
      seen.push(...results.map(({ purchaseId }) => purchaseId));
    }
    return seen;
  }

  test('a call is answered', async () => {
    const { ticket } = await client.getTicket({ eventId: 9_007_199_254_740_991n, ticketId: TICKET.good });
    expect(ticket).toMatchObject({ id: TICKET.good, eventId: 9_007_199_254_740_991n, seat: 'A1' });
  });

  test('a stream brings every message in order', async () => {
    expect(await placesOf(1n, 2n, 3n)).toEqual([1n, 2n, 3n]);
  });

  test('a refusal comes with its kind, reason and facts', async () => {
    const status = await statusOf(client.getTicket({ ticketId: TICKET.sold }));
    expect(status.code).toBe(Code.FailedPrecondition);
    expect(fromConnectError(status)).toMatchObject(REFUSAL);
  });

  test('a refusal in the middle of a stream comes after what was answered before it', async () => {
    const seen: bigint[] = [];
    const status = await statusOf(
      (async () => {
        const holds = [{ purchaseId: 1n }, { purchaseId: HOLD.breaks }, { purchaseId: 2n }];
        for await (const { results } of client.reserveTickets({ holds })) {
          seen.push(...results.map(({ purchaseId }) => purchaseId));
        }
      })(),
    );
    expect(seen).toEqual([1n]);
    expect(fromConnectError(status)).toMatchObject(REFUSAL);
  });

  test('a defect is an internal error without detail', async () => {
    const status = await statusOf(client.getTicket({ ticketId: TICKET.defect }));
    expect([status.code, status.rawMessage]).toEqual([Code.Internal, 'Something went wrong on our side.']);
    expect(fromConnectError(status)).toMatchObject({ kind: 'internal', reason: 'internal', metadata: {} });
  });

  test('the deadline of the caller ends the call here and there', async () => {
    const before = fixture.seen.aborted;
    const status = await statusOf(client.getTicket({ ticketId: TICKET.never }, { timeoutMs: 100 }));
    expect(status.code).toBe(Code.DeadlineExceeded);
    while (fixture.seen.aborted === before) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  test('the acting account comes along', async () => {
    expect((await client.listBatches({})).nextCursor).toBe('partner 3');
  });

  test.each([
    ['a wrong service token', `Bearer ${SERVICE_TOKEN}x`],
    ['a token of the same length', `Bearer ${SERVICE_TOKEN.replace(/.$/, '?')}`],
    ['an empty token', ''],
  ])('%s is refused', async (_what, authorization) => {
    const status = await statusOf(clientWith({ authorization }).getTicket({ ticketId: TICKET.good }));
    expect(status.code).toBe(Code.Unauthenticated);
    expect(fromConnectError(status).reason).toBe('unauthenticated');
  });

  test('a call without any token is refused', async () => {
    const status = await statusOf(clientWith({}).getTicket({ ticketId: TICKET.good }));
    expect(status.code).toBe(Code.Unauthenticated);
  });

  test('a method that is not there is unimplemented', async () => {
    const status = await statusOf(client.getSeatMap({}));
    expect(status.code).toBe(Code.Unimplemented);
  });

  test('a message of three megabytes goes there and back', async () => {
    const section = 'x'.repeat(3 * 1024 * 1024);
    expect((await client.listTickets({ section })).nextCursor).toHaveLength(section.length);
  });

  test('a message above the limit of 16 megabytes is refused, and others are answered', async () => {
    const own = clientWith({ authorization: `Bearer ${SERVICE_TOKEN}` });
    await expect(own.listTickets({ section: 'x'.repeat(17 * 1024 * 1024) })).rejects.toThrow(ConnectError);
    expect((await client.getTicket({ ticketId: TICKET.good })).ticket?.seat).toBe('A1');
  });
});

describe('by a plain fetch with JSON', () => {
  const post = (method: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${fixture.baseUrl}/${InventoryService.typeName}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${SERVICE_TOKEN}`, ...headers },
      body,
    });

  test('a call is answered', async () => {
    const response = await post('GetTicket', '{"eventId":"7","ticketId":1}');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ticket: { id: '1', eventId: '7', seat: 'A1' } });
  });

  test('a refusal has its code and its reason', async () => {
    const response = await post('GetTicket', '{"ticketId":2}');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'failed_precondition',
      details: [{ type: 'boxoffice.common.v1.Failure', debug: { reason: 'ticket_unavailable' } }],
    });
  });

  test('what is no JSON is the caller’s mistake', async () => {
    const response = await post('GetTicket', '{"ticketId":');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'invalid_argument' });
  });

  test('a wrong service token is refused', async () => {
    const response = await post('GetTicket', '{"ticketId":1}', { authorization: 'Bearer nobody' });
    expect(response.status).toBe(401);
  });

  test('a path that nobody serves is not found', async () => {
    const response = await fetch(`${fixture.baseUrl}/nothing`, { method: 'POST', body: '' });
    expect(response.status).toBe(404);
  });
});
