import { invalidField, notFound } from '@boxoffice/kernel';
import type { CatalogEvent } from '../domain/catalog-event.ts';
import { findOwnEvent } from '../storage/own-events.ts';
import { findEvents, findPublishedEvent, findUnchanged } from '../storage/published-events.ts';
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

/** An event by id, and the version of it that is known already, 0 for none. */
export type KnownEvent = { id: number; version: number };

/**
 * The events among these that exist, whatever their status, in no order: those that are known only by their ids, which is
 * a tenth of the work. Throws `validation_failed` beyond 1,000.
 */
export async function getEvents(
  { database }: Catalog,
  wanted: KnownEvent[],
): Promise<{ events: CatalogEvent[]; unchanged: number[] }> {
  if (wanted.length > MOST_EVENTS) throw invalidField('event_ids', `must have at most ${MOST_EVENTS} ids`);
  const em = database.read();
  const known = wanted.filter(({ version }) => version > 0);
  const unchanged = new Set(known.length === 0 ? [] : await findUnchanged(em, known));
  const ids = new Set(wanted.map(({ id }) => id).filter((id) => !unchanged.has(id)));
  return { events: ids.size === 0 ? [] : await findEvents(em, [...ids]), unchanged: [...unchanged] };
}
