import { eventIdOf } from '@boxoffice/kernel';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { TakenTickets } from '../domain/taken-tickets.ts';
import { findHolds, releaseHolds, shrinkHolds } from '../storage/holds.ts';
import { lockTickets } from '../storage/locking.ts';
import { keepTerms } from '../storage/terms.ts';
import { changeTickets, type TicketChange } from '../storage/ticket-changes.ts';

/** Tickets that a purchase gives back. */
export type Release = {
  purchaseId: number;
  /** The hold's generation; 0 when the purchase does not know whether it has one. */
  generation: number;
  ticketIds: number[];
  reason: string;
  /** True when the purchase has ended: its hold is over, and a reserve that comes late is refused. */
  final: boolean;
};

/**
 * Frees what purchases gave back, in the caller's transaction. Only tickets that still belong to that purchase and hold
 * are touched, so a late release can't free the next buyer's ticket. Tickets of a cancelled event are withdrawn instead
 * of going back on sale.
 */
export async function releaseTickets(em: EntityManager, releases: Release[], taken: TakenTickets): Promise<void> {
  const purchaseIds = releases.map(({ purchaseId }) => purchaseId);
  const given = releases.flatMap(({ ticketIds }) => ticketIds);
  // A cancellation that is under way withdraws what is on sale when it looks: these come before or after it.
  const terms = await keepTerms(em, given.map(eventIdOf));
  const tickets = await lockTickets(em, given);
  const holds = await findHolds(em, purchaseIds);
  const changes: TicketChange[] = [];
  for (const { purchaseId, generation, ticketIds, reason } of releases) {
    const hold = holds.get(purchaseId);
    if (!hold || (generation !== 0 && hold.generation !== generation)) continue;
    for (const ticketId of new Set(ticketIds)) {
      const ticket = tickets.get(ticketId);
      if (ticket?.purchaseId !== purchaseId) continue;
      const to = terms.get(ticket.eventId)?.status === 'cancelled' ? 'withdrawn' : 'available';
      changes.push({ ticketId, eventId: ticket.eventId, from: ticket.status, to, reason, purchaseId });
      // Two releases of one batch may name the same ticket; the first one frees it.
      Object.assign(ticket, { status: to, purchaseId: null });
    }
  }
  await changeTickets(em, changes);
  taken.forget(changes.map(({ ticketId }) => ticketId));
  const ended = new Set(releases.filter(({ final }) => final).map(({ purchaseId }) => purchaseId));
  const shrunk = changes.flatMap(({ purchaseId, ticketId }) =>
    purchaseId === null || ended.has(purchaseId) ? [] : [{ purchaseId, ticketId }],
  );
  await shrinkHolds(em, shrunk);
  await releaseHolds(em, [...ended]);
}
