import { EventSort } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { Type } from '@fastify/type-provider-typebox';
import { presentEvents } from '../availability.ts';
import { createEventReads } from '../event-reads.ts';
import { pageOf, presentPage, wireNames } from '../presenters/common.ts';
import { EventBody } from '../presenters/event.ts';
import { type PublicReads, SHARED_PACE } from '../public-reads.ts';
import type { App } from '../server.ts';
import type { Services } from '../services.ts';
import { periodEnd, periodStart } from '../time.ts';
import { EventPath, PeriodEnd, page, pageFields, text } from './fields.ts';

const sort = wireNames({ date: EventSort.DATE, newest: EventSort.NEWEST });

function search(app: App, { catalog, inventory }: Services, reads: PublicReads): void {
  const schema = {
    tags: ['Events'],
    summary: 'List published events that are not past',
    querystring: Type.Object({
      q: Type.Optional(text(200, { description: 'Full text over name, description and location' })),
      location: Type.Optional(text(300, { description: 'Part of the location' })),
      from: Type.Optional(PeriodEnd),
      to: Type.Optional(PeriodEnd),
      sort: Type.Optional(sort.schema),
      ...pageFields(),
    }),
    response: { 200: pageOf(EventBody.ref) },
  };
  app.get('/v1/events', { schema, ...reads.route }, (request, reply) => {
    const { q = '', location = '', from, to, sort: order = 'date' } = request.query;
    const query = {
      query: q,
      location,
      ...(from === undefined ? {} : { from: periodStart(from) }),
      ...(to === undefined ? {} : { to: periodEnd(to) }),
      sort: sort.values[order],
      ...page(request.query),
    };
    return reads.answer(request, reply, async () => {
      const { events, nextCursor } = await catalog.searchEvents(query);
      return presentPage(await presentEvents(inventory, events), nextCursor, (event) => event);
    });
  });
}

/** Routes of events that everyone sees. */
export function eventRoutes(app: App, services: Services, reads: PublicReads): void {
  search(app, services, reads);
  const events = createEventReads(services);
  const pace = { ...SHARED_PACE, together: events };
  const schema = {
    tags: ['Events'],
    summary: 'Read one published event',
    params: EventPath,
    response: { 200: EventBody.ref },
  };
  app.get('/v1/events/:event_id', { schema, ...reads.route }, (request, reply) => {
    const eventId = BigInt(request.params.event_id);
    return reads.answer(request, reply, () => events.read(eventId), pace);
  });
}
