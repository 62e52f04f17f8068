import { setTimeout as sleep } from 'node:timers/promises';
import { EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { createGatherer, notFound, type Waiting } from '@boxoffice/kernel';
import type { Static } from '@fastify/type-provider-typebox';
import { countTickets } from './availability.ts';
import { type EventBody, presentEvent } from './presenters/event.ts';
import type { Services } from './services.ts';

type Body = Static<typeof EventBody.schema>;

// Catalog and inventory take a thousand.
const MAX_EVENTS = 500;
// Between two calls, so that a crowd that reads many events makes few; whoever comes first does not wait.
const PAUSE_MS = 10;

/**
 * Reads published events with the counts of their tickets; those that are asked for together share one call of each
 * service. Rejects with `event_not_found`.
 */
export function createEventReads({ catalog, inventory }: Services): (eventId: bigint) => Promise<Body> {
  async function read(batch: Waiting<bigint, Body>[]): Promise<void> {
    const eventIds = batch.map(({ item }) => item);
    const [{ events }, counts] = await Promise.all([
      catalog.batchGetEvents({ eventIds }),
      countTickets(inventory, eventIds),
    ]);
    const published = events.filter(({ status }) => status === EventStatus.PUBLISHED);
    const byId = new Map(published.map((event) => [event.id, event]));
    for (const { item, resolve, reject } of batch) {
      const event = byId.get(item);
      if (event) resolve(presentEvent(event, counts.get(item)));
      else reject(notFound('event'));
    }
    await sleep(PAUSE_MS);
  }
  return createGatherer<bigint, Body>(read, { maxBatch: MAX_EVENTS, lanes: 2 });
}
