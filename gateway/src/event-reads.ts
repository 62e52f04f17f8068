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
// For so long what catalog has told of all events spares a question for single ones.
const TOLD_MS = 100;

const NOTHING_NEW: { events: Event[]; unchangedIds: bigint[] } = { events: [], unchangedIds: [] };

/** An event as it was read, and the state of all events before that, empty when it was not told. */
type KnownEvent = { event: Event; state: string };
type Known = KnownEvent & { counts: EventAvailability | undefined; body: Body };

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

/** Reads of single events. */
export type EventReads = {
  /** A published event with the counts of its tickets. Rejects with `event_not_found`. */
  read(eventId: bigint): Promise<Body>;
  /** Names the state of all events and tickets; undefined while changes are under way. */
  state(): Promise<string | undefined>;
};

/**
 * Reads published events with the counts of their tickets; those that are asked for together share one call of each
 * service, which sends only the events that have changed, and none of catalog when it has just told that all events are as
 * they were: tickets are sold all the time, events seldom changed. What has not changed is the same object as before.
 */
export function createEventReads({ catalog, inventory }: Services): EventReads {
  const known = new LRUCache<bigint, Known>({ max: MAX_KNOWN });
  let told = { state: '', askedAt: Number.NEGATIVE_INFINITY };

  async function stateOfEvents(): Promise<string> {
    const askedAt = performance.now();
    const { revision: state } = await catalog.getEventsRevision({});
    told = { state, askedAt };
    return state;
  }

  async function readEvents(eventIds: bigint[]): Promise<Map<bigint, KnownEvent>> {
    const state = performance.now() - told.askedAt < TOLD_MS ? told.state : '';
    const before = new Map(eventIds.map((id) => [id, known.get(id)]));
    const isAsTold = (id: bigint) => state !== '' && before.get(id)?.state === state;
    const asked = eventIds.filter((id) => !isAsTold(id));
    const knownVersions = asked.map((id) => before.get(id)?.event.version ?? 0n);
    const { events, unchangedIds } =
      asked.length === 0 ? NOTHING_NEW : await catalog.batchGetEvents({ eventIds: asked, knownVersions });
    const kept = [...eventIds.filter(isAsTold), ...unchangedIds].flatMap((id) => before.get(id)?.event ?? []);
    return new Map([...kept, ...events].map((event) => [event.id, { event, state }]));
  }

  function present({ event, state }: KnownEvent, counts: EventAvailability | undefined): Body {
    const before = known.get(event.id);
    const isSame = before?.event === event && showSame(before.counts, counts);
    const body = isSame ? before.body : presentEvent(event, counts);
    known.set(event.id, { event, state, counts, body });
    return body;
  }

  async function read(batch: Waiting<bigint, Body>[]): Promise<void> {
    const eventIds = batch.map(({ item }) => item);
    const [events, counts] = await Promise.all([readEvents(eventIds), countTickets(inventory, eventIds)]);
    for (const { item, resolve, reject } of batch) {
      const read = events.get(item);
      if (read?.event.status === EventStatus.PUBLISHED) resolve(present(read, counts.get(item)));
      else reject(notFound('event'));
    }
    await sleep(PAUSE_MS);
  }

  return {
    read: createGatherer<bigint, Body>(read, { maxBatch: MAX_EVENTS, lanes: 2 }),
    async state() {
      const [events, { revision: tickets }] = await Promise.all([
        stateOfEvents(),
        inventory.getAvailabilityRevision({}),
      ]);
      return events === '' || tickets === '' ? undefined : `${events} ${tickets}`;
    },
  };
}
