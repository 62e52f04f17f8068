import type { Event as EventMessage } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { notFound } from '@boxoffice/kernel';
import {
  changeDetails,
  checkTickets,
  dependsOnTickets,
  type EventChange,
  sameDetails,
  type TicketCounts,
} from '../domain/change-event.ts';
import { findOwnEvent, lockOwnEvent } from '../storage/own-events.ts';
import type { Catalog } from './catalog.ts';
import { toEventMessage } from './event-message.ts';

/** A change of a partner's event; `expectedVersion` is the version it was made from, if told. */
export type EventUpdate = {
  partnerId: number;
  eventId: number;
  change: EventChange;
  expectedVersion: number | undefined;
};

/**
 * Changes an event. Throws `event_not_found`, `event_cancelled`, `event_changed`, `validation_failed`,
 * `event_has_sales` and `currency_fixed`. A change that changes nothing is no new version and no fact.
 */
export async function updateEvent(catalog: Catalog, update: EventUpdate): Promise<EventMessage> {
  const { partnerId, eventId, change, expectedVersion } = update;
  const { database, clock, recordFact, announce } = catalog;
  const counts = await countTicketsIfNeeded(catalog, update);
  const { message, changed } = await database.transaction('update event', async (em) => {
    const event = await lockOwnEvent(em, partnerId, eventId);
    if (!event) throw notFound('event');
    const now = clock();
    const after = changeDetails(event, change, now, expectedVersion);
    checkTickets(event, after, counts);
    if (sameDetails(event, after)) return { message: toEventMessage(event), changed: false };
    event.change(after, now);
    await em.flush();
    await recordFact(em, { kind: 'updated', event });
    return { message: toEventMessage(event), changed: true };
  });
  if (changed) await announce(message);
  return message;
}

// Asked before the transaction, so that no lock waits for another service. What this reads may be stale; everything is
// decided again under the lock.
async function countTicketsIfNeeded(
  { database, clock, countTickets }: Catalog,
  { partnerId, eventId, change, expectedVersion }: EventUpdate,
): Promise<TicketCounts | undefined> {
  if (change.currency === undefined && change.status === undefined) return undefined;
  const event = await findOwnEvent(database.read(), partnerId, eventId);
  if (!event) throw notFound('event');
  const after = changeDetails(event, change, clock(), expectedVersion);
  return dependsOnTickets(event, after) ? countTickets(eventId) : undefined;
}
