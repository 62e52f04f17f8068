import { EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { type Static, Type } from '@fastify/type-provider-typebox';
import { countTickets, presentOwnEvents } from '../availability.ts';
import { defined } from '../defined.ts';
import { idempotencyOf, markReplay } from '../idempotency.ts';
import { expectedVersion } from '../if-match.ts';
import { pageOf, presentPage } from '../presenters/common.ts';
import { EventBody, eventStatus, eventTag, presentEvent } from '../presenters/event.ts';
import type { App } from '../server.ts';
import { onBehalfOf, promised, type Services } from '../services.ts';
import { toTimestamp } from '../time.ts';
import {
  ClearableMoment,
  CurrencyField,
  closed,
  EventPath,
  label,
  MomentField,
  oneOf,
  page,
  pageFields,
  text,
} from './fields.ts';

const config = { role: 'partner' } as const;
const tags = ['Events'];

const settable = {
  name: label(200),
  description: text(10_000),
  date: MomentField,
  location: label(300),
  currency: Type.Optional(CurrencyField),
  status: Type.Optional(oneOf('draft', 'published')),
};

const NewEvent = Type.Object(
  { ...settable, sales_start: Type.Optional(MomentField), sales_end: Type.Optional(MomentField) },
  closed,
);

const EventChange = Type.Partial(
  Type.Object({ ...settable, sales_start: ClearableMoment, sales_end: ClearableMoment }, closed),
  { ...closed, minProperties: 1 },
);

/** The fields of a body that are set, as catalog takes them. */
function fieldsOf(body: Static<typeof EventChange>) {
  const { name, description, location, currency, date, sales_start: start, sales_end: end, status } = body;
  return {
    ...defined({ name, description, location, currency }),
    ...(date === undefined ? {} : { date: toTimestamp(date) }),
    ...(start ? { salesStart: toTimestamp(start) } : {}),
    ...(end ? { salesEnd: toTimestamp(end) } : {}),
    status: status === undefined ? EventStatus.UNSPECIFIED : eventStatus.values[status],
  };
}

function createEvent(app: App, { catalog }: Services): void {
  const schema = {
    tags,
    summary: 'Create an event',
    description: '`published` unless `draft` is asked. `currency` is BRL unless told.',
    body: NewEvent,
    response: { 201: EventBody.ref },
  };
  app.post('/v1/partners/events', { config: { ...config, idempotent: true }, schema }, async (request, reply) => {
    const command = { ...fieldsOf(request.body), ...idempotencyOf(request) };
    const created = await catalog.createEvent(command, onBehalfOf(request));
    const event = promised(created.event);
    markReplay(reply, created.replayed);
    reply.code(201).header('location', `/v1/partners/events/${event.id}`).header('etag', eventTag(event));
    // As it was created, without tickets, also when this is a repetition.
    return presentEvent(event);
  });
}

function readEvents(app: App, services: Services): void {
  const { catalog } = services;
  const list = {
    tags,
    summary: 'List the own events, drafts included, newest first',
    querystring: Type.Object(pageFields()),
    response: { 200: pageOf(EventBody.ref) },
  };
  app.get('/v1/partners/events', { config, schema: list }, async (request) => {
    const { events, nextCursor } = await catalog.listOwnEvents(page(request.query), onBehalfOf(request));
    return presentPage(await presentOwnEvents(services, events), nextCursor, (event) => event);
  });

  const one = { tags, summary: 'Read one of the own events', params: EventPath, response: { 200: EventBody.ref } };
  app.get('/v1/partners/events/:event_id', { config, schema: one }, async (request, reply) => {
    const eventId = BigInt(request.params.event_id);
    const event = promised((await catalog.getOwnEvent({ eventId }, onBehalfOf(request))).event);
    reply.header('etag', eventTag(event));
    const [body] = await presentOwnEvents(services, [event]);
    return promised(body);
  });
}

function changeEvent(app: App, { catalog, inventory }: Services): void {
  const schema = {
    tags,
    summary: 'Change one of the own events',
    description:
      '`null` removes `sales_start` or `sales_end`. With `If-Match: <ETag>` a change made from an older version is ' +
      'refused with 412 `event_changed`. Raises `event_cancelled`, `event_has_sales`, `currency_fixed`.',
    params: EventPath,
    headers: Type.Object({ 'if-match': Type.Optional(Type.String({ description: 'ETag of the event' })) }),
    body: EventChange,
    response: { 200: EventBody.ref },
  };
  app.patch(
    '/v1/partners/events/:event_id',
    { config: { ...config, errors: [409, 412] }, schema },
    async (request, reply) => {
      const eventId = BigInt(request.params.event_id);
      const command = {
        ...fieldsOf(request.body),
        eventId,
        clearSalesStart: request.body.sales_start === null,
        clearSalesEnd: request.body.sales_end === null,
        expectedVersion: expectedVersion(request.headers['if-match']),
      };
      // Counted first: were it last and failed, the client would not learn of its change.
      const counts = await countTickets(inventory, [eventId]);
      const event = promised((await catalog.updateEvent(command, onBehalfOf(request))).event);
      reply.header('etag', eventTag(event));
      return presentEvent(event, counts.get(eventId));
    },
  );
}

function cancelEvent(app: App, services: Services): void {
  const schema = {
    tags,
    summary: 'Cancel one of the own events for good',
    description:
      'Sales stop at once, every purchase is refunded in the background; `cancellation` in the event tells how far that ' +
      'is. Twice is the same as once.',
    params: EventPath,
    body: Type.Object({ reason: label(500) }, closed),
    response: { 202: EventBody.ref },
  };
  app.post(
    '/v1/partners/events/:event_id/cancel',
    { config: { ...config, idempotent: true }, schema },
    async (request, reply) => {
      const eventId = BigInt(request.params.event_id);
      const command = { eventId, reason: request.body.reason, ...idempotencyOf(request) };
      const cancelled = await services.catalog.cancelEvent(command, onBehalfOf(request));
      const event = promised(cancelled.event);
      const [body] = await presentOwnEvents(services, [event]);
      // Last: an answer that can't be put together now is no replay.
      markReplay(reply, cancelled.replayed);
      reply.code(202).header('etag', eventTag(event));
      return promised(body);
    },
  );
}

/** Routes of a partner's own events. */
export function partnerEventRoutes(app: App, services: Services): void {
  createEvent(app, services);
  readEvents(app, services);
  changeEvent(app, services);
  cancelEvent(app, services);
}
