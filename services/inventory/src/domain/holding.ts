import { DomainError, type FailureMetadata } from '@boxoffice/kernel';
import { type EventTerms, whyNotOnSale } from './event-terms.ts';
import type { Ticket } from './ticket.ts';

/** All tickets of one purchase, or none. */
export type HoldRequest = { purchaseId: number; ticketIds: number[] };

/** A ticket as it is sold: the terms are the purchase's from here on. */
export type OfferedTicket = { ticket: Ticket; terms: EventTerms };

/** What is to be done for one hold: take these tickets, or refuse. */
export type HoldDecision =
  | { purchaseId: number; offered: OfferedTicket[] }
  | { purchaseId: number; refusal: DomainError; wanted: OfferedTicket[] };

type Fault = { ticket_id: number; reason: string };

function refusal(kind: 'invalid' | 'not_found' | 'conflict', reason: string, message: string, tickets: Fault[]) {
  const metadata: FailureMetadata = { tickets };
  return new DomainError(kind, reason, message, metadata);
}

/** The error of a hold that was given up before it was taken, or before it was confirmed. */
export function holdReleased(): DomainError {
  return new DomainError('conflict', 'hold_released', 'The hold of this purchase is gone.');
}

function whyRefused(offered: OfferedTicket[], now: Date): DomainError | undefined {
  const closed = offered.flatMap(({ ticket, terms }) => {
    const reason = whyNotOnSale(terms, now);
    return reason ? [{ ticket_id: ticket.id, reason }] : [];
  });
  if (closed.some(({ reason }) => reason === 'event_cancelled')) {
    return refusal('conflict', 'event_cancelled', 'The event is cancelled.', closed);
  }
  if (closed.length > 0) return refusal('conflict', 'event_not_on_sale', 'The event is not on sale now.', closed);
  if (new Set(offered.map(({ terms }) => terms.currency)).size > 1) {
    const tickets = offered.map(({ ticket, terms }) => ({ ticket_id: ticket.id, reason: terms.currency }));
    return refusal('invalid', 'mixed_currencies', 'The tickets of one purchase must share one currency.', tickets);
  }
  const taken = offered.flatMap(({ ticket: { id, status } }) =>
    status === 'available' ? [] : [{ ticket_id: id, reason: status }],
  );
  if (taken.length > 0) {
    return refusal('conflict', 'ticket_unavailable', 'At least one of the tickets is not available any more.', taken);
  }
  return undefined;
}

/**
 * Decides a batch of holds in the order given: each gets all of its tickets or none, and a ticket given to one is held
 * for those after it. `tickets` must be locked; those taken are marked as held in it.
 */
export function decideHolds(
  holds: HoldRequest[],
  tickets: ReadonlyMap<number, Ticket>,
  terms: ReadonlyMap<number, EventTerms>,
  now: Date,
): HoldDecision[] {
  return holds.map(({ purchaseId, ticketIds }) => {
    const offered: OfferedTicket[] = [];
    const missing: Fault[] = [];
    for (const id of ticketIds) {
      const ticket = tickets.get(id);
      const of = ticket && terms.get(ticket.eventId);
      if (ticket && of) offered.push({ ticket, terms: of });
      else missing.push({ ticket_id: id, reason: 'not_found' });
    }
    if (missing.length > 0) {
      const message = 'At least one of the tickets does not exist.';
      return { purchaseId, refusal: refusal('not_found', 'ticket_not_found', message, missing), wanted: offered };
    }
    const why = whyRefused(offered, now);
    // A draft is its partner's business alone: nothing is told of it.
    if (why) return { purchaseId, refusal: why, wanted: offered.filter((one) => one.terms.status !== 'draft') };
    for (const { ticket } of offered) Object.assign(ticket, { status: 'held', purchaseId });
    return { purchaseId, offered };
  });
}
