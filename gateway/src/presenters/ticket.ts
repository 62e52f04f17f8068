import { type Ticket, type TicketChange, TicketStatus } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { type Static, Type } from '@fastify/type-provider-typebox';
import { formatMoment } from '../time.ts';
import {
  Amount,
  Currency,
  Id,
  Moment,
  number,
  OptionalId,
  OptionalText,
  shared,
  textOrNull,
  wireNames,
} from './common.ts';

/** Where a ticket stands. */
export const ticketStatus = wireNames({
  available: TicketStatus.AVAILABLE,
  held: TicketStatus.HELD,
  sold: TicketStatus.SOLD,
  withdrawn: TicketStatus.WITHDRAWN,
});

/** One seat of one event. */
export const TicketBody = shared('Ticket', {
  id: Id,
  event_id: Id,
  batch_id: Id,
  seat: Type.String(),
  section: Type.String({ description: 'Empty without sections' }),
  price: Amount,
  currency: Currency,
  status: ticketStatus.schema,
});

/** One step in a ticket's life. */
export const TicketChangeBody = shared('TicketChange', {
  from: ticketStatus.optionalSchema,
  to: ticketStatus.schema,
  reason: OptionalText,
  purchase_id: OptionalId,
  at: Moment,
});

/** A ticket. */
export function presentTicket(ticket: Ticket): Static<typeof TicketBody.schema> {
  return {
    id: number(ticket.id),
    event_id: number(ticket.eventId),
    batch_id: number(ticket.batchId),
    seat: ticket.seat,
    section: ticket.section,
    price: number(ticket.price),
    currency: ticket.currency,
    status: ticketStatus.nameOf(ticket.status),
  };
}

/** A step in a ticket's life. */
export function presentTicketChange(change: TicketChange): Static<typeof TicketChangeBody.schema> {
  return {
    from: ticketStatus.nameOrNull(change.from),
    to: ticketStatus.nameOf(change.to),
    reason: textOrNull(change.reason),
    purchase_id: change.purchaseId === 0n ? null : number(change.purchaseId),
    at: formatMoment(change.at),
  };
}
