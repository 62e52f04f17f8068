import { CatalogService, type Event, EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { createBatcher, toNumber } from '@boxoffice/kernel';
import type { Log } from '@boxoffice/platform';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { createClient, type Transport } from '@connectrpc/connect';
import type { CatalogPort } from '../usecases/ports.ts';

const DEADLINE_MS = 2000;
const FRESH_MS = 1000;
const REMEMBERED = 20_000;

/**
 * Catalog over RPC: when events begin, asked at most once a second for each event, and whether they are cancelled, asked
 * each time. While catalog is away nothing is told, and callers go by what they knew at the time of sale.
 */
export function catalogPeer(transport: Transport, log: Log): CatalogPort {
  const client = createClient(CatalogService, transport);
  const known = new Map<number, { until: number; event: Promise<Event | undefined> }>();
  const ask = createBatcher<number, Event | undefined>(async (ids) => {
    const eventIds = [...new Set(ids)].map(BigInt);
    const { events } = await client.batchGetEvents({ eventIds }, { timeoutMs: DEADLINE_MS });
    const found = new Map(events.map((event) => [toNumber(event.id), event]));
    return ids.map((id) => found.get(id));
  });

  const fresh = (eventId: number): Promise<Event | undefined> =>
    ask(eventId).catch((error) => {
      log.warn({ err: error, event: eventId }, 'catalog could not be asked about an event');
      return undefined;
    });

  function recent(eventId: number): Promise<Event | undefined> {
    const cached = known.get(eventId);
    if (cached && Date.now() < cached.until) return cached.event;
    if (known.size >= REMEMBERED) known.clear();
    const event = fresh(eventId);
    known.set(eventId, { until: Date.now() + FRESH_MS, event });
    return event;
  }

  return {
    async startsOf(eventIds) {
      const events = await Promise.all(eventIds.map(recent));
      return new Map(events.flatMap((event) => (event?.date ? [[toNumber(event.id), timestampDate(event.date)]] : [])));
    },
    async cancelledOf(eventIds) {
      const events = await Promise.all(eventIds.map(fresh));
      return events.flatMap((event) => (event?.status === EventStatus.CANCELLED ? [toNumber(event.id)] : []));
    },
  };
}
