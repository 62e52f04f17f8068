import { invalidField, notFound } from '@boxoffice/kernel';
import type { CatalogEvent } from '../domain/catalog-event.ts';
import { findOwnEvent } from '../storage/own-events.ts';
import { findEvents, findPublishedEvent } from '../storage/published-events.ts';
import type { Catalog } from './catalog.ts';

const MOST_EVENTS = 1000;

/** One event of a partner, whatever its status. Throws `event_not_found`. */
export async function getOwnEvent({ database }: Catalog, partnerId: number, id: number): Promise<CatalogEvent> {
  const event = await findOwnEvent(database.read(), partnerId, id);
  if (!event) throw notFound('event');
  return event;
}

/** One published event. Throws `event_not_found`. */
export async function getEvent({ database }: Catalog, id: number): Promise<CatalogEvent> {
  const event = await findPublishedEvent(database.read(), id);
  if (!event) throw notFound('event');
  return event;
}

/** The events among these ids, whatever their status, in no order. Throws `validation_failed` beyond 1,000 ids. */
export async function getEvents({ database }: Catalog, ids: number[]): Promise<CatalogEvent[]> {
  if (ids.length > MOST_EVENTS) throw invalidField('event_ids', `must have at most ${MOST_EVENTS} ids`);
  return ids.length === 0 ? [] : findEvents(database.read(), [...new Set(ids)]);
}
