import type { Snapshot } from '@boxoffice/kernel';
import { lastOf, query, SNAPSHOT } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventMark } from '../domain/counted.ts';
import { TICKET_STATUSES, type TicketCounts } from '../domain/ticket.ts';

/** Counts by status out of nothing. */
export function noTickets(): TicketCounts {
  return { total: 0, available: 0, held: 0, sold: 0, withdrawn: 0 };
}

/** Adds `n` tickets of a status, by its number, to counts. */
export function addTickets(counts: TicketCounts, status: number, n: number): void {
  const name = TICKET_STATUSES[status];
  if (name === undefined) return;
  counts.total += n;
  counts[name] += n;
}

/** Tickets of one event and section with one status: how many, and their lowest and highest price. */
export type CountRow = { event_id: number; section: string; status: number; n: number; min: number; max: number };

/** Counts the tickets of events by section and status. */
export function countTickets(em: EntityManager, eventIds: number[]): Promise<CountRow[]> {
  return query<CountRow>(
    em,
    `select event_id, section, status, count(*)::int as n, min(price) as min, max(price) as max
       from tickets where event_id = any($1::bigint[]) group by event_id, section, status`,
    [eventIds],
  );
}

/** Reads what tells whether tickets of events have changed, of each event a few rows by key, and when that was. */
export async function readMarks(
  em: EntityManager,
  eventIds: number[],
): Promise<{ marks: Map<number, EventMark>; snapshot: Snapshot }> {
  const rows = await query<EventMark & Snapshot & { event_id: number }>(
    em,
    `select event_id, coalesce(t.ticket_count, 0) as tickets, coalesce(p.changes, 0) as prices,
            coalesce((select max(h.id) from ticket_history h where h.event_id = e.event_id), 0) as line,
            oldest, next
       from (select ${SNAPSHOT}) as s cross join unnest($1::bigint[]) as e(event_id)
       left join event_terms t using (event_id) left join price_changes p using (event_id)`,
    [eventIds],
  );
  const marks = rows.map(({ event_id: id, tickets, prices, line }) => [id, { tickets, prices, line }] as const);
  const { oldest = 0, next = 0 } = rows[0] ?? {};
  return { marks: new Map(marks), snapshot: { oldest, next } };
}

/**
 * What differs whenever the count of any event's tickets does (see `followRevision`): new tickets come in batches, a change
 * of status is a line of history, both numbered under a lock; and price changes are noted.
 */
export const AVAILABILITY_MARKS = [
  lastOf('batches_id_seq'),
  lastOf('ticket_history_id_seq'),
  '(select coalesce(sum(changes), 0) from price_changes)',
];

/** Notes that prices of an event change, in the transaction in which they do. */
export async function notePrices(em: EntityManager, eventId: number): Promise<void> {
  await query(
    em,
    `insert into price_changes (event_id, changes) values ($1, 1)
     on conflict (event_id) do update set changes = price_changes.changes + 1`,
    [eventId],
  );
}
