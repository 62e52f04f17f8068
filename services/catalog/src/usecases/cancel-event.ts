import type { Event as EventMessage } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { EventSchema } from '@boxoffice/contracts/catalog/v1/catalog_service';
import type { Idempotency } from '@boxoffice/contracts/common/v1/idempotency';
import { notFound } from '@boxoffice/kernel';
import { onceByKey, type Replayable } from '@boxoffice/platform';
import { checkCancelReason } from '../domain/change-event.ts';
import { lockOwnEvent } from '../storage/own-events.ts';
import type { Catalog } from './catalog.ts';
import { toEventMessage } from './event-message.ts';

/** The end of a partner's event, in the partner's words. */
export type Cancellation = {
  partnerId: number;
  eventId: number;
  reason: string;
  idempotency: Idempotency | undefined;
};

/**
 * Ends an event for good; twice is the same as once. Throws `event_not_found`, `validation_failed` and the idempotency
 * reasons.
 */
export async function cancelEvent(
  { database, clock, recordFact, announce }: Catalog,
  { partnerId, eventId, reason, idempotency }: Cancellation,
): Promise<Replayable<EventMessage>> {
  const scope = { account: `partner:${partnerId}`, operation: 'cancel_event' };
  const words = checkCancelReason(reason);
  const answer = await database.transaction('cancel event', (em) =>
    onceByKey(em, scope, idempotency, EventSchema, async () => {
      const event = await lockOwnEvent(em, partnerId, eventId);
      if (!event) throw notFound('event');
      if (event.status !== 'cancelled') {
        event.cancel(words, clock());
        await em.flush();
        await recordFact(em, { kind: 'cancelled', event, reason: words });
      }
      return toEventMessage(event);
    }),
  );
  await announce(answer.response);
  return answer;
}
