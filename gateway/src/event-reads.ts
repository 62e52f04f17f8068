import { setTimeout as sleep } from 'node:timers/promises';
import { type Event, EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import type { EventAvailability } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { createGatherer, notFound, type Waiting } from '@boxoffice/kernel';
import type { Static } from '@fastify/type-provider-typebox';
import { LRUCache } from 'lru-cache';
import { countTickets } from './availability.ts';
import { type EventBody, presentEvent } from './presenters/event.ts';
import type { Services } from './services.ts';

type Body = Static<typeof EventBody.schema>;

// Catalog and inventory take a thousand.
const MAX_EVENTS = 1000;
// Between two calls, so that a crowd that reads many events makes few; whoever comes first does not wait.
const PAUSE_MS = 10;
const MAX_KNOWN = 10_000;

type Known = { event: Event; counts: EventAvailability | undefined; body: Body };

/** True when two counts show as the same. */
function showSame(a: EventAvailability | undefined, b: EventAvailability | undefined): boolean {
  const [one, other] = [a?.counts, b?.counts];
  return (
    one?.total === other?.total &&
    one?.available === other?.available &&
    one?.held === other?.held &&
    one?.sold === other?.sold &&
    a?.minPrice === b?.minPrice &&
    a?.maxPrice === b?.maxPrice
  );
}

/**
 * Reads published events with the counts of their tickets; those that are asked for together share one call of each
 * service, which sends only the events that have changed. What has not changed is the same object as before. Rejects with
 * `event_not_found`.
 */
export function createEventReads({ catalog, inventory }: Services): (eventId: bigint) => Promise<Body> {
  const known = new LRUCache<bigint, Known>({ max: MAX_KNOWN });

  async function readEvents(eventIds: bigint[]): Promise<Map<bigint, Event>> {
    const before = new Map(eventIds.map((id) => [id, known.get(id)?.event]));
    const knownVersions = eventIds.map((id) => before.get(id)?.version ?? 0n);
    const { events, unchangedIds } = await catalog.batchGetEvents({ eventIds, knownVersions });
    const kept = unchangedIds.flatMap((id) => before.get(id) ?? []);
    return new Map([...kept, ...events].map((event) => [event.id, event]));
  }

  function present(event: Event, counts: EventAvailability | undefined): Body {
    const before = known.get(event.id);
    if (before?.event === event && showSame(before.counts, counts)) return before.body;
    const body = presentEvent(event, counts);
    known.set(event.id, { event, counts, body });
    return body;
  }

  async function read(batch: Waiting<bigint, Body>[]): Promise<void> {
    const eventIds = batch.map(({ item }) => item);
    const [events, counts] = await Promise.all([readEvents(eventIds), countTickets(inventory, eventIds)]);
    for (const { item, resolve, reject } of batch) {
      const event = events.get(item);
      if (event?.status === EventStatus.PUBLISHED) resolve(present(event, counts.get(item)));
      else reject(notFound('event'));
    }
    await sleep(PAUSE_MS);
  }
  return createGatherer<bigint, Body>(read, { maxBatch: MAX_EVENTS, lanes: 2 });
}
