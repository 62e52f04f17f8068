import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { Health, HealthCheckResponse_ServingStatus as Serving } from '@boxoffice/contracts/grpc/health';
import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { networkTransport } from '@boxoffice/platform';
import { eventually, SERVICE_TOKEN } from '@boxoffice/testing';
import { Code, createClient } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Fixture, HOLD, startFixture, TICKET } from './rpc-fixture.ts';

let fixture: Fixture;

beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.close());

const health = () => createClient(Health, createGrpcTransport({ baseUrl: fixture.baseUrl }));
/** A call in JSON over HTTP/1.1. */
async function curl(message: object, agent: Agent): Promise<IncomingMessage> {
  const url = `${fixture.baseUrl}/${InventoryService.typeName}/GetTicket`;
  const headers = { authorization: `Bearer ${SERVICE_TOKEN}`, 'content-type': 'application/json' };
  const sent = request(url, { method: 'POST', agent, headers }).end(JSON.stringify(message));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response;
}

const inventory = () => createClient(InventoryService, networkTransport(fixture.baseUrl, SERVICE_TOKEN));

test('health is told to anybody, for the server and for its service', async () => {
  expect((await health().check({})).status).toBe(Serving.SERVING);
  expect((await health().check({ service: InventoryService.typeName })).status).toBe(Serving.SERVING);
});

test('the health of an unknown service is not found', async () => {
  await expect(health().check({ service: 'nobody.Service' })).rejects.toMatchObject({ code: Code.NotFound });
});

test('whoever watches hears of every change', async () => {
  const heard: Serving[] = [];
  const watching = new AbortController();
  try {
    for await (const { status } of health().watch({}, { signal: watching.signal })) {
      heard.push(status);
      fixture.health.ready = !fixture.health.ready;
      if (heard.length === 3) break;
    }
  } finally {
    watching.abort();
  }
  expect(heard).toEqual([Serving.SERVING, Serving.NOT_SERVING, Serving.SERVING]);
});

test('a server that drains is not serving, tells that to whoever watches, and answers as usual', async () => {
  const watching = health().watch({})[Symbol.asyncIterator]();
  expect((await watching.next()).value?.status).toBe(Serving.SERVING);
  fixture.drain();
  expect((await watching.next()).value?.status).toBe(Serving.NOT_SERVING);
  expect((await watching.next()).done).toBe(true);
  expect((await health().check({ service: InventoryService.typeName })).status).toBe(Serving.NOT_SERVING);
  expect((await inventory().getTicket({ ticketId: TICKET.good })).ticket?.seat).toBe('A1');
});

test('closing ends connections that are silent or kept alive, and an HTTP/1.1 answer under way ends its own', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const silent = connect(Number(new URL(fixture.baseUrl).port), '127.0.0.1').resume();
  await once(silent, 'connect');
  const idle = await curl({ ticketId: '1' }, agent);
  expect(idle.headers.connection).toBe('keep-alive');
  const other = new Agent({ keepAlive: true, maxSockets: 1 });
  const waiting = curl({ ticketId: String(TICKET.waits) }, other);
  await eventually(() => expect(fixture.seen.waiting).toBe(1));
  const closing = fixture.close();
  fixture.release();
  const { statusCode, headers } = await waiting;
  expect([statusCode, headers.connection]).toEqual([200, 'close']);
  await closing;
});

test('closing lets the calls under way finish and takes no new ones', async () => {
  const stream = inventory().reserveTickets({ holds: [{ purchaseId: 1n }, { purchaseId: HOLD.waits }] });
  const results = stream[Symbol.asyncIterator]();
  await results.next();
  let closed = false;
  const closing = fixture.close().then(() => {
    closed = true;
  });
  const late = networkTransport(fixture.baseUrl, SERVICE_TOKEN);
  await expect(createClient(InventoryService, late).getTicket({ ticketId: TICKET.good })).rejects.toMatchObject({
    code: Code.Unavailable,
  });
  expect(closed).toBe(false);
  fixture.release();
  expect((await results.next()).value?.results[0]?.purchaseId).toBe(HOLD.waits);
  expect((await results.next()).done).toBe(true);
  await closing;
});

test('a caller finds the server again after it was away', async () => {
  const client = inventory();
  await client.getTicket({ ticketId: TICKET.good });
  const port = Number(new URL(fixture.baseUrl).port);
  await fixture.close();
  await expect(client.getTicket({ ticketId: TICKET.good })).rejects.toMatchObject({ code: Code.Unavailable });
  fixture = await startFixture(port);
  expect((await client.getTicket({ ticketId: TICKET.good })).ticket?.seat).toBe('A1');
});
