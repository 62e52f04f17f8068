import { query } from '@boxoffice/platform';
import { type FilterQuery, sql } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { EventEntity } from './event-entity.ts';

/** Where a page of a search begins: after the event of this date and id. */
export type Position = { date: Date; id: number };

/** Which published events, in which order. */
export type Search = {
  /** They begin after it. */
  now: Date;
  /** Folded; each must begin a word of the event. Empty does not narrow. */
  words: string[];
  /** Folded; part of the location. Empty does not narrow. */
  location: string;
  from: Date | undefined;
  to: Date | undefined;
  sort: 'date' | 'newest';
  after: Position | undefined;
  limit: number;
};

/** One published event. */
export function findPublishedEvent(em: EntityManager, id: number): Promise<EventEntity | null> {
  return em.findOne(EventEntity, { id, status: 'published' });
}

/** Events by id, whatever their status. */
export function findEvents(em: EntityManager, ids: number[]): Promise<EventEntity[]> {
  return em.find(EventEntity, { id: { $in: ids } });
}

/** Ids of those events that still have these versions. */
export async function findUnchanged(em: EntityManager, known: { id: number; version: number }[]): Promise<number[]> {
  const rows = await query<{ id: number }>(
    em,
    `select e.id from events e join unnest($1::bigint[], $2::bigint[]) as k(id, version) using (id)
      where e.version = k.version`,
    [known.map(({ id }) => id), known.map(({ version }) => version)],
  );
  return rows.map(({ id }) => id);
}

/** Published events that are not past. */
export function findPublishedEvents(em: EntityManager, search: Search): Promise<EventEntity[]> {
  const { now, words, location, from, to, sort, after, limit } = search;
  const where: FilterQuery<EventEntity>[] = [{ status: 'published', date: { $gt: now } }];
  if (from) where.push({ date: { $gte: from } });
  if (to) where.push({ date: { $lte: to } });
  if (location) where.push({ foldedLocation: { $like: `%${escapeLike(location)}%` } });
  if (words.length > 0) where.push({ [sql`search @@ ${prefixQuery(words)}::tsquery`]: [] });
  if (after && sort === 'newest') where.push({ id: { $lt: after.id } });
  if (after && sort === 'date') where.push({ [sql`(date, id) > (${after.date}::timestamptz, ${after.id})`]: [] });
  const orderBy = sort === 'newest' ? { id: 'desc' as const } : { date: 'asc' as const, id: 'asc' as const };
  return em.find(EventEntity, { $and: where }, { orderBy, limit });
}

// Words are letters, digits and marks only, so quotes hold them.
function prefixQuery(words: string[]): string {
  return words.map((word) => `'${word}':*`).join(' & ');
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
