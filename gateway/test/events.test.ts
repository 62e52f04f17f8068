import {
  type CreateEventRequest,
  EventSort,
  EventStatus,
  type SearchEventsRequest,
  type UpdateEventRequest,
} from '@boxoffice/contracts/catalog/v1/catalog_service';
import { DomainError, notFound } from '@boxoffice/kernel';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { at, availability, countsJson, event, eventJson } from './messages.ts';
import { as } from './tokens.ts';

let gateway: Awaited<ReturnType<typeof startGateway>>;
let partner: Record<string, string>;
let replayed = false;
let orderIsAway = false;
beforeAll(async () => {
  partner = await as('partner', 3);
  gateway = await startGateway({
    catalog: {
      createEvent: () => ({ event: event(), replayed }),
      updateEvent({ expectedVersion }) {
        if (expectedVersion === 6n) throw new DomainError('stale', 'event_changed', 'The event has changed.');
        return { event: event({ version: 8n, salesStart: at('2026-06-01T00:00:00Z') }) };
      },
      cancelEvent: () => ({ event: event({ status: EventStatus.CANCELLED, version: 8n }), replayed }),
      getOwnEvent({ eventId }) {
        if (eventId !== 42n) throw notFound('event');
        return { event: event({ status: EventStatus.DRAFT }) };
      },
      batchGetEvents({ eventIds }) {
        const draft = event({ id: 44n, status: EventStatus.DRAFT });
        return { events: [event(), draft].filter(({ id }) => eventIds.includes(id)) };
      },
      listOwnEvents: () => ({ events: [event({ id: 43n }), event()], nextCursor: 'next' }),
      searchEvents: () => ({ events: [event({ id: 41n }), event()] }),
    },
    inventory: {
      batchGetAvailability: ({ eventIds }) => ({ events: eventIds.map(availability) }),
    },
    order: {
      batchGetEventCancellations({ eventIds }) {
        if (orderIsAway) throw new ConnectError('away', Code.Unavailable);
        return { cancellations: eventIds.map((eventId) => ({ eventId, purchases: 7n, refunded: 3n })) };
      },
    },
  });
});
beforeEach(() => {
  gateway.calls.length = 0;
  replayed = false;
  orderIsAway = false;
});
afterAll(() => gateway.stop());

const NEW = { name: 'Concert', description: '', date: '2027-03-14T17:00:00-03:00', location: 'São Paulo' };
const create = (payload: object, headers: Record<string, string> = {}) =>
  gateway.app.inject({ method: 'POST', url: '/v1/partners/events', payload, headers: { ...partner, ...headers } });
const change = (payload: object, headers: Record<string, string> = {}) =>
  gateway.app.inject({ method: 'PATCH', url: '/v1/partners/events/42', payload, headers: { ...partner, ...headers } });

test('an event is created', async () => {
  const response = await create({ ...NEW, sales_end: '2027-03-14T20:00:00Z', status: 'draft', currency: 'EUR' });
  expect(response.statusCode).toBe(201);
  expect(response.json()).toEqual(eventJson);
  expect(response.headers).toMatchObject({ location: '/v1/partners/events/42', etag: '"7"' });
  const { date, salesStart, salesEnd, ...fields } = gateway.sent<CreateEventRequest>('createEvent');
  expect(date && timestampDate(date).toISOString()).toBe('2027-03-14T20:00:00.000Z');
  expect([salesStart, salesEnd?.seconds]).toEqual([undefined, BigInt(Date.parse('2027-03-14T20:00:00Z') / 1000)]);
  expect(fields).toMatchObject({ name: 'Concert', currency: 'EUR', status: EventStatus.DRAFT });
  expect(gateway.forwarded()).toMatchObject([{ actor: { role: 'partner', id: 3, sessionId: 12 } }]);
});

test('a replayed creation answers the event as it was created, without the tickets that came since', async () => {
  replayed = true;
  const response = await create(NEW, { 'idempotency-key': 'k' });
  expect(response.headers['idempotent-replayed']).toBe('true');
  // The first answer again: the event as it was created, without tickets.
  expect(response.json()).toEqual(eventJson);
});

test('own events are listed with their counts from one call', async () => {
  const response = await gateway.app.inject({ url: '/v1/partners/events?limit=2&cursor=abc', headers: partner });
  expect(response.json()).toEqual({
    data: [
      { ...eventJson, ...countsJson, id: 43 },
      { ...eventJson, ...countsJson },
    ],
    next_cursor: 'next',
  });
  expect(gateway.forwarded()).toMatchObject([
    { method: 'listOwnEvents', request: { page: { limit: 2, cursor: 'abc' } } },
    { method: 'batchGetAvailability', request: { eventIds: [43n, 42n] }, actor: { role: 'service' } },
  ]);
});

test('an own event has its version as strong ETag; somebody else’s is missing', async () => {
  const own = await gateway.app.inject({ url: '/v1/partners/events/42', headers: partner });
  expect(own.headers).toMatchObject({ etag: '"7"', 'cache-control': 'no-store' });
  expect(own.json().status).toBe('draft');
  const foreign = await gateway.app.inject({ url: '/v1/partners/events/43', headers: partner });
  expect([foreign.statusCode, foreign.json().reason]).toEqual([404, 'event_not_found']);
});

test('a change forwards what is set, and null clears', async () => {
  const response = await change({ sales_start: '2026-06-01T00:00:00Z', sales_end: null, name: 'New' });
  expect(response.json()).toMatchObject({ sales_start: '2026-06-01T00:00:00.000Z', ...countsJson });
  expect(response.headers.etag).toBe('"8"');
  const request = gateway.sent<UpdateEventRequest>('updateEvent');
  expect(request).toMatchObject({
    eventId: 42n,
    name: 'New',
    clearSalesStart: false,
    clearSalesEnd: true,
    expectedVersion: 0n,
  });
  expect([request.description, request.date, request.status]).toEqual([undefined, undefined, EventStatus.UNSPECIFIED]);
});

test.each([
  ['"7"', 200, undefined, 7n],
  ['*', 200, undefined, 0n],
  ['"6"', 412, 'event_changed', 6n],
  ['W/"7"', 412, 'event_changed', undefined],
  ['"not-a-version"', 412, 'event_changed', undefined],
  ['7', 400, 'validation_failed', undefined],
  ['"7", "8"', 400, 'validation_failed', undefined],
])('If-Match: %s answers %i', async (ifMatch, status, reason, expectedVersion) => {
  const response = await change({ name: 'New' }, { 'if-match': ifMatch });
  expect([response.statusCode, response.json().reason]).toEqual([status, reason]);
  const update = gateway.forwarded().find(({ method }) => method === 'updateEvent');
  expect((update?.request as UpdateEventRequest | undefined)?.expectedVersion).toBe(expectedVersion);
});

test('an event is cancelled', async () => {
  const url = '/v1/partners/events/42/cancel';
  const response = await gateway.app.inject({ method: 'POST', url, headers: partner, payload: { reason: 'Rain' } });
  expect(response.statusCode).toBe(202);
  const cancellation = { purchases: 7, refunded: 3 };
  expect(response.json()).toEqual({ ...eventJson, ...countsJson, status: 'cancelled', cancellation });
  const cancel = gateway.forwarded().find(({ method }) => method === 'cancelEvent');
  expect(cancel).toMatchObject({ request: { eventId: 42n, reason: 'Rain' } });
});

test('a repeated cancellation whose answer can not be put together is no replay: it may be sent again', async () => {
  replayed = true;
  orderIsAway = true;
  const headers = { ...partner, 'idempotency-key': 'k' };
  const url = '/v1/partners/events/42/cancel';
  const response = await gateway.app.inject({ method: 'POST', url, headers, payload: { reason: 'Rain' } });
  expect([response.statusCode, response.headers['idempotent-replayed']]).toEqual([503, undefined]);
});

test('published events are searched', async () => {
  const response = await gateway.app.inject('/v1/events?q=rock&location=Rio&from=2027-01-01&to=2027-01-31&sort=newest');
  expect(response.json()).toMatchObject({ data: [{ id: 41 }, { id: 42 }], next_cursor: null });
  const { from, to, ...request } = gateway.sent<SearchEventsRequest>('searchEvents');
  expect(request).toMatchObject({
    query: 'rock',
    location: 'Rio',
    sort: EventSort.NEWEST,
    page: { limit: 20, cursor: '' },
  });
  expect(from && timestampDate(from).toISOString()).toBe('2027-01-01T00:00:00.000Z');
  expect(to && timestampDate(to).toISOString()).toBe('2027-01-31T23:59:59.999Z');
});

test('a published event is read by anyone', async () => {
  expect((await gateway.app.inject('/v1/events/42')).json()).toEqual({ ...eventJson, ...countsJson });
  const missing = await gateway.app.inject('/v1/events/43');
  expect([missing.statusCode, missing.json().reason]).toEqual([404, 'event_not_found']);
});
