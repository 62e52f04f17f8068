import type { Batch, CreateTicketsResponse, TicketCounts } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { type Static, Type } from '@fastify/type-provider-typebox';
import { formatMoment } from '../time.ts';
import { Amount, Count, Currency, Id, Moment, number, shared } from './common.ts';

/** What creating a batch answers. */
export const CreatedTickets = shared('CreatedTickets', {
  batch_id: Id,
  created: Count,
  first_ticket_id: Id,
  last_ticket_id: Id,
});

/** Tickets by status. */
export const ticketCounts = { total: Count, available: Count, held: Count, sold: Count, withdrawn: Count };

/** What one creation of tickets made, and how it sells. */
export const BatchBody = shared('Batch', {
  id: Id,
  event_id: Id,
  section: Type.String(),
  price: Amount,
  currency: Currency,
  first_ticket_id: Id,
  last_ticket_id: Id,
  ...ticketCounts,
  created_at: Moment,
});

/** What was created. */
export function presentCreated(created: CreateTicketsResponse): Static<typeof CreatedTickets.schema> {
  return {
    batch_id: number(created.batchId),
    created: created.created,
    first_ticket_id: number(created.firstTicketId),
    last_ticket_id: number(created.lastTicketId),
  };
}

/** Counts by status; without counts there are no tickets. */
export function presentCounts(counts: TicketCounts | undefined) {
  const { total = 0, available = 0, held = 0, sold = 0, withdrawn = 0 } = counts ?? {};
  return { total, available, held, sold, withdrawn };
}

/** A batch. */
export function presentBatch(batch: Batch): Static<typeof BatchBody.schema> {
  return {
    id: number(batch.id),
    event_id: number(batch.eventId),
    section: batch.section,
    price: number(batch.price),
    currency: batch.currency,
    first_ticket_id: number(batch.firstTicketId),
    last_ticket_id: number(batch.lastTicketId),
    ...presentCounts(batch.counts),
    created_at: formatMoment(batch.createdAt),
  };
}
