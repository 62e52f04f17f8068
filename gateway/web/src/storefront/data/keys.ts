import type { EventQuery } from '../events/filters.ts';

/** The names under which answers are kept. */
export const keys = {
  events: (query: EventQuery) => ['events', query],
  event: (eventId: number) => ['event', eventId],
  ticket: (ticketId: number) => ['ticket', ticketId],
  paymentProvider: ['payment-provider'],
  allPurchases: ['purchases'],
  purchases: (status: string) => ['purchases', status],
  purchase: (purchaseId: number) => ['purchase', purchaseId],
  history: (purchaseId: number, updatedAt: string) => ['purchase', purchaseId, 'history', updatedAt],
} as const;
