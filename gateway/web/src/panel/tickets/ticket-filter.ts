import type { TicketFilter } from '../data/queries.ts';

/** Where a ticket may stand. */
export const TICKET_STATUSES = ['available', 'held', 'sold', 'withdrawn'] as const;

/** The filter that an address asks for. */
export function readTicketFilter(params: URLSearchParams): TicketFilter {
  const status = params.get('status');
  return {
    status: TICKET_STATUSES.find((known) => known === status),
    section: params.get('section') ?? undefined,
  };
}

/** A filter as a part of an address; the section without a name is one too. */
export function writeTicketFilter({ status, section }: TicketFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (status !== undefined) params.set('status', status);
  if (section !== undefined) params.set('section', section);
  return params;
}

/** The page with the tickets of an event that are like that. */
export function ticketsPath(eventId: number, filter: TicketFilter): string {
  const params = writeTicketFilter(filter);
  return `/panel/events/${eventId}/tickets${params.size === 0 ? '' : `?${params}`}`;
}
