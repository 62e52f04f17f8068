import { TicketStatus } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { Type } from '@fastify/type-provider-typebox';
import { pageOf, presentPage } from '../presenters/common.ts';
import { SeatMap } from '../presenters/seat-map.ts';
import { presentTicket, TicketBody, ticketStatus } from '../presenters/ticket.ts';
import type { PublicReads } from '../public-reads.ts';
import { SEAT_MAP_PACE, type SeatMapReads } from '../seat-map-reads.ts';
import type { App } from '../server.ts';
import { promised, type Services } from '../services.ts';
import { EventPath, page, pageFields, TicketPath, text } from './fields.ts';

const tags = ['Tickets'];
const MAX_TICKETS = 1000;

function listTickets(app: App, inventory: Services['inventory'], reads: PublicReads): void {
  const schema = {
    tags,
    summary: 'List the tickets of a published event, by id',
    params: EventPath,
    querystring: Type.Object({
      status: Type.Optional(ticketStatus.schema),
      section: Type.Optional(text(80)),
      ...pageFields(MAX_TICKETS),
    }),
    response: { 200: pageOf(TicketBody.ref) },
  };
  app.get('/v1/events/:event_id/tickets', { schema, ...reads.route }, (request, reply) => {
    const { status, section } = request.query;
    const query = {
      eventId: BigInt(request.params.event_id),
      status: status === undefined ? TicketStatus.UNSPECIFIED : ticketStatus.values[status],
      ...(section === undefined ? {} : { section }),
      ...page(request.query),
    };
    return reads.answer(request, reply, async () => {
      const { tickets, nextCursor } = await inventory.listTickets(query);
      return presentPage(tickets, nextCursor, presentTicket);
    });
  });
}

/** Routes of tickets that everyone sees. */
export function ticketRoutes(app: App, { inventory }: Services, reads: PublicReads, seatMaps: SeatMapReads): void {
  listTickets(app, inventory, reads);

  const one = {
    tags,
    summary: 'Read one ticket of a published event',
    params: TicketPath,
    response: { 200: TicketBody.ref },
  };
  app.get('/v1/events/:event_id/tickets/:ticket_id', { schema: one, ...reads.route }, (request, reply) => {
    const { event_id: eventId, ticket_id: ticketId } = request.params;
    return reads.answer(request, reply, async () => {
      const { ticket } = await inventory.getTicket({ eventId: BigInt(eventId), ticketId: BigInt(ticketId) });
      return presentTicket(promised(ticket));
    });
  });

  const map = {
    tags,
    summary: 'Read every seat of a published event in compact form',
    params: EventPath,
    response: { 200: SeatMap.ref },
  };
  app.get('/v1/events/:event_id/seatmap', { schema: map, ...reads.route }, (request, reply) => {
    const eventId = BigInt(request.params.event_id);
    return reads.answerWith(request, reply, () => seatMaps.answer(eventId), SEAT_MAP_PACE);
  });
}
