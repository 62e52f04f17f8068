import { notFound } from '@boxoffice/kernel';
import { query, toDate, toDateOrNull } from '@boxoffice/platform';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventTerms } from '../domain/event-terms.ts';
import { EventTermsEntity } from './entities.ts';

type TermsRow = {
  event_id: number;
  partner_id: number;
  name: string;
  status: EventTerms['status'];
  currency: string;
  starts_at: string;
  sales_start: string | null;
  sales_end: string | null;
  version: number;
};

const TERMS = `select event_id, partner_id, name, status, currency, starts_at, sales_start, sales_end, version
  from event_terms where event_id = any($1::bigint[])`;

/** Reads the terms of events by id. */
export async function findTerms(em: EntityManager, eventIds: number[]): Promise<Map<number, EventTerms>> {
  const rows = await query<TermsRow>(em, TERMS, [[...new Set(eventIds)]]);
  return new Map(rows.map((row) => [row.event_id, toTerms(row)]));
}

/**
 * Reads the terms of events by id and keeps them as they are until the transaction ends. Whoever decides by them whether
 * a ticket goes on sale asks before it locks tickets, which is the order of an event's cancellation.
 */
export async function keepTerms(em: EntityManager, eventIds: number[]): Promise<Map<number, EventTerms>> {
  const rows = await query<TermsRow>(em, `${TERMS} order by event_id for share`, [[...new Set(eventIds)]]);
  return new Map(rows.map((row) => [row.event_id, toTerms(row)]));
}

function toTerms(row: TermsRow): EventTerms {
  return {
    eventId: row.event_id,
    partnerId: row.partner_id,
    name: row.name,
    status: row.status,
    currency: row.currency,
    startsAt: toDate(row.starts_at),
    salesStart: toDateOrNull(row.sales_start),
    salesEnd: toDateOrNull(row.sales_end),
    version: row.version,
  };
}

/** The terms of an event that everyone may see. Throws `event_not_found`. */
export async function requirePublished(em: EntityManager, eventId: number): Promise<EventTerms> {
  const terms = (await findTerms(em, [eventId])).get(eventId);
  if (terms?.status !== 'published') throw notFound('event');
  return terms;
}

/** The terms of a partner's own event. Throws `event_not_found`, also for somebody else's. */
export async function requireOwn(em: EntityManager, eventId: number, partnerId: number): Promise<EventTerms> {
  const terms = (await findTerms(em, [eventId])).get(eventId);
  if (terms?.partnerId !== partnerId) throw notFound('event');
  return terms;
}

/** Locks a partner's own event, so that its tickets are numbered by one transaction at a time. */
export async function lockOwnTerms(em: EntityManager, eventId: number, partnerId: number) {
  const terms = await em.findOne(EventTermsEntity, { eventId, partnerId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!terms) throw notFound('event');
  return terms;
}

/**
 * Takes over an event's terms unless newer ones are known, and tells whether it did. The currency is fixed once the event
 * has tickets.
 */
export async function saveTerms(em: EntityManager, terms: EventTerms): Promise<boolean> {
  const saved = await query(
    em,
    `insert into event_terms as known
       (event_id, partner_id, name, status, currency, starts_at, sales_start, sales_end, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (event_id) do update
       set name = excluded.name, status = excluded.status, starts_at = excluded.starts_at,
           sales_start = excluded.sales_start, sales_end = excluded.sales_end, version = excluded.version,
           currency = case when known.ticket_count = 0 then excluded.currency else known.currency end
     where excluded.version > known.version returning 1`,
    [
      terms.eventId,
      terms.partnerId,
      terms.name,
      terms.status,
      terms.currency,
      terms.startsAt,
      terms.salesStart,
      terms.salesEnd,
      terms.version,
    ],
  );
  return saved.length > 0;
}
