import { type CreateTicketsRequestSchema, TicketStatus } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { invalidField } from '@boxoffice/kernel';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { type Static, Type } from '@fastify/type-provider-typebox';
import { idempotencyOf, markReplay } from '../idempotency.ts';
import { BatchBody, CreatedTickets, presentBatch, presentCreated } from '../presenters/batch.ts';
import { pageOf, presentPage } from '../presenters/common.ts';
import { presentSeatMap, SeatMap } from '../presenters/seat-map.ts';
import {
  presentTicket,
  presentTicketChange,
  TicketBody,
  TicketChangeBody,
  ticketStatus,
} from '../presenters/ticket.ts';
import type { App } from '../server.ts';
import { onBehalfOf, type Services } from '../services.ts';
import { closed, EventPath, ids, label, oneOf, PriceField, page, pageFields, TicketPath, text } from './fields.ts';

const config = { role: 'partner' } as const;
const tags = ['Tickets'];
const MAX_BATCH = 100_000;
const BODY_LIMIT = 1024 * 1024;
// A full batch takes longer than other calls.
const PATIENCE = { timeoutMs: 30_000 };

const Row = Type.String({ format: 'row', description: 'A to Z, AA to ZZ' });

const NewTickets = Type.Object(
  {
    price: PriceField,
    section: Type.Optional(text(80)),
    seats: Type.Optional(Type.Array(label(40), { minItems: 1, maxItems: MAX_BATCH, uniqueItems: true })),
    rows: Type.Optional(
      Type.Object({ from: Row, to: Row, seats_per_row: Type.Integer({ minimum: 1, maximum: MAX_BATCH }) }, closed),
    ),
    quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_BATCH })),
    prefix: Type.Optional(text(30)),
  },
  closed,
);

type Layout = NonNullable<MessageInitShape<typeof CreateTicketsRequestSchema>['layout']>;

/** Which seats a body asks for. Throws `validation_failed` unless it asks in exactly one way. */
function layoutOf({ seats, rows, quantity, prefix }: Static<typeof NewTickets>): Layout {
  const ways = [seats, rows, quantity].filter((way) => way !== undefined);
  if (ways.length !== 1) throw invalidField('body', 'must have exactly one of seats, rows and quantity');
  if (prefix !== undefined && quantity === undefined) throw invalidField('prefix', 'goes with quantity only');
  if (seats) return { case: 'list', value: { seats } };
  if (rows) return { case: 'rows', value: { from: rows.from, to: rows.to, seatsPerRow: rows.seats_per_row } };
  return { case: 'count', value: { quantity: quantity ?? 0, prefix: prefix ?? '' } };
}

function createTickets(app: App, inventory: Services['inventory']): void {
  const schema = {
    tags,
    summary: 'Create one batch of tickets, all or nothing',
    description:
      'Exactly one of `seats`, `rows` (seats A1..Z40) and `quantity` with `prefix` (GA-1..). Raises `seat_exists` with ' +
      '`seats`, `event_cancelled`, `event_full`.',
    params: EventPath,
    body: NewTickets,
    response: { 201: CreatedTickets.ref },
  };
  const options = { config: { ...config, idempotent: true }, schema, bodyLimit: BODY_LIMIT };
  app.post('/v1/partners/events/:event_id/tickets', options, async (request, reply) => {
    const { price, section = '' } = request.body;
    const eventId = BigInt(request.params.event_id);
    const layout = layoutOf(request.body);
    const command = { eventId, price: BigInt(price), section, layout, ...idempotencyOf(request) };
    const created = await inventory.createTickets(command, { ...onBehalfOf(request), ...PATIENCE });
    markReplay(reply, created.replayed);
    reply.code(201).header('location', `/v1/partners/events/${eventId}/batches`);
    return presentCreated(created);
  });
}

function listBatches(app: App, inventory: Services['inventory']): void {
  const schema = {
    tags,
    summary: 'List the batches of one of the own events',
    params: EventPath,
    querystring: Type.Object(pageFields()),
    response: { 200: pageOf(BatchBody.ref) },
  };
  app.get('/v1/partners/events/:event_id/batches', { config, schema }, async (request) => {
    const query = { eventId: BigInt(request.params.event_id), ...page(request.query) };
    const { batches, nextCursor } = await inventory.listBatches(query, onBehalfOf(request));
    return presentPage(batches, nextCursor, presentBatch);
  });
}

function readSeatMap(app: App, inventory: Services['inventory']): void {
  const schema = {
    tags,
    summary: 'Read every seat of one of the own events in compact form',
    description: 'Whatever its status, drafts and cancelled ones included, and as it is now.',
    params: EventPath,
    response: { 200: SeatMap.ref },
  };
  app.get('/v1/partners/events/:event_id/seatmap', { config, schema }, async (request) => {
    const query = { eventId: BigInt(request.params.event_id) };
    return presentSeatMap(await inventory.getOwnSeatMap(query, onBehalfOf(request)));
  });
}

function updateTickets(app: App, inventory: Services['inventory']): void {
  const schema = {
    tags,
    summary: 'Reprice, withdraw or put back tickets that are neither held nor sold, all or nothing',
    description: 'Raises `ticket_not_found` and `ticket_not_available`, both with `ticket_ids`.',
    params: EventPath,
    body: Type.Object(
      {
        ticket_ids: ids(1000),
        price: Type.Optional(PriceField),
        status: Type.Optional(oneOf('available', 'withdrawn')),
      },
      closed,
    ),
    response: { 200: Type.Object({ data: Type.Array(TicketBody.ref) }) },
  };
  app.patch(
    '/v1/partners/events/:event_id/tickets',
    { config: { ...config, errors: [409] }, schema },
    async (request) => {
      const { ticket_ids: ticketIds, price, status } = request.body;
      if (price === undefined && status === undefined) throw invalidField('body', 'must have price or status');
      const command = {
        eventId: BigInt(request.params.event_id),
        ticketIds: ticketIds.map(BigInt),
        ...(price === undefined ? {} : { price: BigInt(price) }),
        status: status === undefined ? TicketStatus.UNSPECIFIED : ticketStatus.values[status],
      };
      const { tickets } = await inventory.updateTickets(command, onBehalfOf(request));
      return { data: tickets.map(presentTicket) };
    },
  );
}

function listTicketHistory(app: App, inventory: Services['inventory']): void {
  const schema = {
    tags,
    summary: 'List every status change of a ticket of one of the own events, oldest first',
    params: TicketPath,
    response: { 200: Type.Object({ data: Type.Array(TicketChangeBody.ref) }) },
  };
  app.get('/v1/partners/events/:event_id/tickets/:ticket_id/history', { config, schema }, async (request) => {
    const { event_id: eventId, ticket_id: ticketId } = request.params;
    const query = { eventId: BigInt(eventId), ticketId: BigInt(ticketId) };
    const { changes } = await inventory.listTicketHistory(query, onBehalfOf(request));
    return { data: changes.map(presentTicketChange) };
  });
}

/** Routes of the tickets of a partner's own events. */
export function partnerTicketRoutes(app: App, { inventory }: Services): void {
  createTickets(app, inventory);
  listBatches(app, inventory);
  readSeatMap(app, inventory);
  updateTickets(app, inventory);
  listTicketHistory(app, inventory);
}
