import { invalidField } from '@boxoffice/kernel';
import { cutPage, pageLimit } from '@boxoffice/platform';
import type { CatalogEvent } from '../domain/catalog-event.ts';
import { isMoment } from '../domain/moment.ts';
import { foldText, searchWords } from '../domain/search-text.ts';
import { findPublishedEvents } from '../storage/published-events.ts';
import type { Catalog } from './catalog.ts';
import { type Page, positionOf, readPosition } from './event-position.ts';

/** Which published events; empty and unset fields do not narrow. */
export type EventSearch = {
  query: string;
  location: string;
  from: Date | undefined;
  to: Date | undefined;
  sort: 'date' | 'newest';
  page: Page;
};

const LONGEST_QUERY = 200;
const LONGEST_LOCATION = 300;

/** A page of the published events that are not past. Throws `validation_failed` and `invalid_cursor`. */
export async function searchEvents(
  { database, clock }: Catalog,
  { query, location, from, to, sort, page }: EventSearch,
): Promise<{ rows: CatalogEvent[]; nextCursor: string }> {
  if ([...query].length > LONGEST_QUERY) throw invalidField('q', `must have at most ${LONGEST_QUERY} characters`);
  if ([...location].length > LONGEST_LOCATION) {
    throw invalidField('location', `must have at most ${LONGEST_LOCATION} characters`);
  }
  if (from && !isMoment(from)) throw invalidField('from', 'must be a time');
  if (to && !isMoment(to)) throw invalidField('to', 'must be a time');
  const limit = pageLimit(page.limit);
  const after = readPosition(page.cursor);
  const words = searchWords(query);
  // Nothing but signs was asked for, and no event has words of signs.
  if (words.length === 0 && query.trim() !== '') return { rows: [], nextCursor: '' };
  const search = { now: clock(), words, location: foldText(location), from, to, sort, after, limit: limit + 1 };
  return cutPage(await findPublishedEvents(database.read(), search), limit, positionOf);
}
