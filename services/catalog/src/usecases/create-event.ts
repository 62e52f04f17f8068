import type { Event as EventMessage } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { EventSchema } from '@boxoffice/contracts/catalog/v1/catalog_service';
import type { Idempotency } from '@boxoffice/contracts/common/v1/idempotency';
import { onceByKey, type Replayable } from '@boxoffice/platform';
import type { EventDetails } from '../domain/catalog-event.ts';
import { tidyDetails } from '../domain/change-event.ts';
import { checkEvent } from '../domain/check-event.ts';
import { EventEntity, newEvent } from '../storage/event-entity.ts';
import type { Catalog } from './catalog.ts';
import { toEventMessage } from './event-message.ts';

/** Creates an event of a partner. Throws `validation_failed` and the idempotency reasons. */
export async function createEvent(
  { database, clock, recordFact, announce }: Catalog,
  partnerId: number,
  details: EventDetails,
  idempotency: Idempotency | undefined,
): Promise<Replayable<EventMessage>> {
  const scope = { account: `partner:${partnerId}`, operation: 'create_event' };
  const answer = await database.transaction('create event', (em) =>
    // The check is part of the command: a replay must not fail because the date has passed meanwhile.
    onceByKey(em, scope, idempotency, EventSchema, async () => {
      const now = clock();
      const tidy = tidyDetails(details);
      checkEvent(tidy, now);
      const event = em.create(EventEntity, newEvent(partnerId, tidy, now));
      await em.flush();
      await recordFact(em, { kind: 'created', event });
      return toEventMessage(event);
    }),
  );
  await announce(answer.response);
  return answer;
}
