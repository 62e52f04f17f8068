import { normalizeIP } from '@fastify/rate-limit';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { accountOf } from '../auth.ts';
import type { PublicReads } from '../public-reads.ts';
import type { SeatMapReads } from '../seat-map-reads.ts';
import type { App } from '../server.ts';
import type { Services } from '../services.ts';
import type { Audience } from '../streams/audience.ts';
import type { Listener } from '../streams/listener.ts';
import { createSalesFeed } from '../streams/sales-feed.ts';
import { createSeatMapFeed } from '../streams/seat-map-feed.ts';
import { EventPath } from './fields.ts';

/** What streams need besides the services. */
type Parts = { audience: Audience; reads: PublicReads; seatMaps: SeatMapReads };

const RETRY_AFTER_SECONDS = '10';
const SEQUENCE = /^(0|[1-9][0-9]{0,15})$/;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const Events = Type.Unsafe<undefined>({ content: { 'text/event-stream': { schema: { type: 'string' } } } });

const ABOUT =
  'Server-Sent Events. A comment comes every 15 seconds. A stream may end at any time: come back with the `Last-Event-ID`, ' +
  'as `EventSource` does. Raises `too_many_streams`.';

function lastEventId({ headers }: FastifyRequest): string | undefined {
  const id = headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** The sequence to go on from: the last event's when the client comes back, else the one that it asks for. */
function sequenceOf(request: FastifyRequest, since: number | undefined): number | undefined {
  const id = lastEventId(request);
  return id !== undefined && SEQUENCE.test(id) ? Number(id) : since;
}

/** Lets a client in for as long as its stream lasts; `join` begins it or refuses it. */
async function follow(
  audience: Audience,
  request: FastifyRequest,
  reply: FastifyReply,
  join: (open: () => Listener) => Promise<void>,
): Promise<never> {
  reply.header('retry-after', RETRY_AFTER_SECONDS);
  const place = audience.enter(normalizeIP(request.ip));
  reply.removeHeader('retry-after');
  try {
    await join(() => place.open(reply));
  } catch (error) {
    place.leave();
    throw error;
  }
  // The answer has begun; there is no body to return.
  return reply as never;
}

function followSeatMap(app: App, { audience, reads, seatMaps }: Parts): void {
  const feed = createSeatMapFeed(seatMaps, { onLayout: (eventId) => reads.outdate(`/v1/events/${eventId}/seatmap`) });
  const schema = {
    tags: ['Tickets'],
    summary: 'Follow the seats of a published event',
    description:
      '`snapshot`: `{event_id, sequence, taken}` as in the seat map; comes first, but for a client that names a sequence ' +
      'after which all is known, and tells statuses only. `change`: `{sequence, changes: [[ticket_id, status], ...]}`, ' +
      'with 0 available, 1 held, 2 sold, 3 withdrawn. `layout`: `{sequence}`, seats, names or prices changed; read the ' +
      `seat map again. \`end\`: \`{reason}\`, there is nothing to follow any more. The id is the sequence. ${ABOUT}`,
    params: EventPath,
    querystring: Type.Object({
      since: Type.Optional(
        Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'The sequence of a seat map' }),
      ),
    }),
    response: { 200: Events },
  };
  const options = { config: { resumable: true }, schema, exposeHeadRoute: false } as const;
  app.get('/v1/events/:event_id/seatmap/stream', options, (request, reply) => {
    const since = sequenceOf(request, request.query.since);
    return follow(audience, request, reply, (open) => feed.join(BigInt(request.params.event_id), since, open));
  });
}

function followSales(app: App, services: Services, audience: Audience): void {
  const feed = createSalesFeed(services);
  app.addHook('onClose', async () => feed.stop());
  const schema = {
    tags: ['Sales'],
    summary: 'Follow the sales of the own events',
    description:
      '`sale` and `cancellation`: a sold ticket as in the list of sales, as it stood then. `reset`: `{reason}`, comes ' +
      'first or when too much was missed; read figures and lists again. After a break an event may come once more; ' +
      `purchase, ticket and status tell it. The stream ends with the access token. ${ABOUT}`,
    response: { 200: Events },
  };
  const options = { config: { role: 'partner', resumable: true }, schema, exposeHeadRoute: false } as const;
  app.get('/v1/partners/sales/stream', options, (request, reply) => {
    const { id, expiresAt } = accountOf(request);
    return follow(audience, request, reply, (open) =>
      feed.join(BigInt(id), lastEventId(request), () => {
        const listener = open();
        const timer = setTimeout(() => listener.end(), Math.min(expiresAt - Date.now(), LONGEST_TIMER_MS)).unref();
        listener.whenOver(() => clearTimeout(timer));
        return listener;
      }),
    );
  });
}

/** Routes that tell what happens as it happens. */
export function streamRoutes(app: App, services: Services, parts: Parts): void {
  followSeatMap(app, parts);
  followSales(app, services, parts.audience);
}
