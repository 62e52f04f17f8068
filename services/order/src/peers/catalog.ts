import { CatalogService } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { createBatcher, toNumber } from '@boxoffice/kernel';
import type { Log } from '@boxoffice/platform';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { createClient, type Transport } from '@connectrpc/connect';
import type { CatalogPort } from '../usecases/ports.ts';

const DEADLINE_MS = 2000;
const FRESH_MS = 1000;
const REMEMBERED = 20_000;

/**
 * Catalog over RPC: when events begin, asked at most once a second for each event. While catalog is away nothing is
 * told, and callers go by what they knew at the time of sale.
 */
export function catalogPeer(transport: Transport, log: Log): CatalogPort {
  const client = createClient(CatalogService, transport);
  const known = new Map<number, { until: number; date: Promise<Date | undefined> }>();
  const ask = createBatcher<number, Date | undefined>(async (ids) => {
    const { events } = await client.batchGetEvents({ eventIds: ids.map(BigInt) }, { timeoutMs: DEADLINE_MS });
    const dates = new Map(events.map(({ id, date }) => [toNumber(id), date && timestampDate(date)]));
    return ids.map((id) => dates.get(id));
  });

  function dateOf(eventId: number): Promise<Date | undefined> {
    const cached = known.get(eventId);
    if (cached && Date.now() < cached.until) return cached.date;
    if (known.size >= REMEMBERED) known.clear();
    const date = ask(eventId).catch((error) => {
      log.warn({ err: error, event: eventId }, 'catalog could not be asked when an event begins');
      return undefined;
    });
    known.set(eventId, { until: Date.now() + FRESH_MS, date });
    return date;
  }

  return {
    async startsOf(eventIds) {
      const dates = await Promise.all(eventIds.map(async (id) => [id, await dateOf(id)] as const));
      return new Map(dates.flatMap(([id, date]) => (date ? [[id, date]] : [])));
    },
  };
}
