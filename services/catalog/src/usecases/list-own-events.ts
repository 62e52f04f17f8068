import { cutPage, pageLimit } from '@boxoffice/platform';
import type { CatalogEvent } from '../domain/catalog-event.ts';
import { findOwnEvents } from '../storage/own-events.ts';
import type { Catalog } from './catalog.ts';
import { type Page, positionOf, readPosition } from './event-position.ts';

/** A page of a partner's events, newest first. Throws `invalid_cursor`. */
export async function listOwnEvents(
  { database }: Catalog,
  partnerId: number,
  page: Page,
): Promise<{ rows: CatalogEvent[]; nextCursor: string }> {
  const limit = pageLimit(page.limit);
  const after = readPosition(page.cursor);
  const rows = await findOwnEvents(database.read(), partnerId, after?.id, limit + 1);
  return cutPage(rows, limit, positionOf);
}
