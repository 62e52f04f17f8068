import { Health, HealthCheckResponse_ServingStatus as Serving } from '@boxoffice/contracts/grpc/health';
import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { ACTOR_HEADER, fromFailure } from '@boxoffice/platform';
import { SERVICE_TOKEN } from '@boxoffice/testing';
import { type ServiceError, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { failureIn, grpcJsClient } from './grpc-js-client.ts';
import { type Fixture, HOLD, REFUSAL, startFixture, TICKET } from './rpc-fixture.ts';

const { getTicket, listBatches, listTickets, reserveTickets } = InventoryService.method;

let fixture: Fixture;
let client: ReturnType<typeof grpcJsClient>;
let stranger: ReturnType<typeof grpcJsClient>;

beforeAll(async () => {
  fixture = await startFixture();
  client = grpcJsClient(fixture.address, {
    authorization: `Bearer ${SERVICE_TOKEN}`,
    [ACTOR_HEADER]: 'partner:3',
  });
  stranger = grpcJsClient(fixture.address, { authorization: 'Bearer nobody' });
});
afterAll(async () => {
  client.close();
  stranger.close();
  await fixture.close();
});

async function errorOf(call: Promise<unknown>): Promise<ServiceError> {
  return call.then(
    () => {
      throw new Error('the call did not fail');
    },
    (error) => error,
  );
}

test('a call is answered', async () => {
  const { ticket } = await client.unary(getTicket, { eventId: 9_007_199_254_740_991n, ticketId: TICKET.good });
  expect(ticket).toMatchObject({ id: TICKET.good, eventId: 9_007_199_254_740_991n, seat: 'A1' });
});

test('a stream brings every message in order', async () => {
  const seen: bigint[] = [];
  const holds = [1n, 2n, 3n].map((purchaseId) => ({ purchaseId }));
  for await (const { results } of client.stream(reserveTickets, { holds })) seen.push(results[0].purchaseId);
  expect(seen).toEqual([1n, 2n, 3n]);
});

test('a refusal has its kind, reason and facts in the trailers', async () => {
  const error = await errorOf(client.unary(getTicket, { ticketId: TICKET.sold }));
  expect([error.code, error.details]).toEqual([status.FAILED_PRECONDITION, 'The ticket is sold.']);
  const failure = failureIn(error);
  expect(failure && fromFailure(failure)).toMatchObject(REFUSAL);
});

test('a refusal in the middle of a stream has them too, after what was answered before it', async () => {
  const seen: bigint[] = [];
  const holds = [{ purchaseId: 1n }, { purchaseId: HOLD.breaks }];
  const error = await errorOf(
    (async () => {
      for await (const { results } of client.stream(reserveTickets, { holds })) seen.push(results[0].purchaseId);
    })(),
  );
  expect(seen).toEqual([1n]);
  expect(error.code).toBe(status.FAILED_PRECONDITION);
  expect(failureIn(error)?.reason).toBe('ticket_unavailable');
});

test('a defect is an internal error without detail', async () => {
  const error = await errorOf(client.unary(getTicket, { ticketId: TICKET.defect }));
  expect([error.code, error.details]).toEqual([status.INTERNAL, 'Something went wrong on our side.']);
  expect(failureIn(error)?.reason).toBe('internal');
});

test('the deadline of the caller ends the call', async () => {
  const error = await errorOf(client.unary(getTicket, { ticketId: TICKET.never }, { deadline: Date.now() + 100 }));
  expect(error.code).toBe(status.DEADLINE_EXCEEDED);
});

test('the acting account comes along', async () => {
  expect((await client.unary(listBatches, {})).nextCursor).toBe('partner 3');
});

test('a message of three megabytes goes there and back', async () => {
  const section = 'x'.repeat(3 * 1024 * 1024);
  expect((await client.unary(listTickets, { section })).nextCursor).toHaveLength(section.length);
});

test('a wrong service token is unauthenticated', async () => {
  const error = await errorOf(stranger.unary(getTicket, { ticketId: TICKET.good }));
  expect(error.code).toBe(status.UNAUTHENTICATED);
  expect(failureIn(error)?.reason).toBe('unauthenticated');
});

test('health needs no token: serving, and not found for what is unknown', async () => {
  const { check } = Health.method;
  expect((await stranger.unary(check, {})).status).toBe(Serving.SERVING);
  expect((await stranger.unary(check, { service: InventoryService.typeName })).status).toBe(Serving.SERVING);
  expect((await errorOf(stranger.unary(check, { service: 'nobody' }))).code).toBe(status.NOT_FOUND);
});

test('health can be watched', async () => {
  const heard: Serving[] = [];
  const watching = stranger.stream(Health.method.watch, {});
  for await (const { status: now } of watching) {
    heard.push(now);
    fixture.health.ready = !fixture.health.ready;
    if (heard.length === 3) break;
  }
  expect(heard).toEqual([Serving.SERVING, Serving.NOT_SERVING, Serving.SERVING]);
  fixture.health.ready = true;
});
