import type { SalesFilter } from '../sales/sales-filter.ts';

/** The names under which the panel's answers are kept. */
export const keys = {
  all: ['panel'],
  events: ['panel', 'events'],
  event: (id: number) => ['panel', 'event', id],
  summary: ['panel', 'summary'],
  eventSummary: (id: number) => ['panel', 'event-summary', id],
  hour: (id: number, from: string) => ['panel', 'hour', id, from],
  seatMap: (id: number) => ['panel', 'seat-map', id],
  batches: (id: number) => ['panel', 'batches', id],
  tickets: (id: number, status?: string, section?: string) => ['panel', 'tickets', id, status ?? '', section ?? ''],
  sales: (filter: SalesFilter) => ['panel', 'sales', filter],
  recent: (eventId?: number) => ['panel', 'recent', eventId ?? 0],
  failures: (eventId?: number) => ['panel', 'failures', eventId ?? 0],
  history: (ticketId: number) => ['panel', 'history', ticketId],
} as const;
