import { query } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';
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
