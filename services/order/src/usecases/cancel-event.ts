import type { EntityManager } from '@mikro-orm/postgresql';
import { addCancellation, type EventCancellation } from '../storage/event-cancellations.ts';

/**
 * Takes up the cancellation of an event, in the caller's transaction: its purchases are refunded in the background from
 * then on (see cancel-events.ts).
 */
export function cancelEvent(em: EntityManager, cancellation: EventCancellation, reason: string): Promise<void> {
  return addCancellation(em, cancellation, reason);
}
