import { DomainError, notFound } from '@boxoffice/kernel';
import { type Purchase, standingItems } from './purchase.ts';

function notPayable(status: string): DomainError {
  const message = `The purchase is ${status}; only a reserved one can be paid.`;
  return new DomainError('conflict', 'purchase_not_payable', message);
}

/** Throws `hold_expired` or `purchase_not_payable` unless the purchase is reserved and its time is not over. */
export function requirePayable(purchase: Purchase, now: Date): void {
  const { status, expiresAt } = purchase;
  const over = status === 'expired' || (status === 'reserved' && expiresAt !== null && now >= expiresAt);
  if (over) throw new DomainError('conflict', 'hold_expired', 'The tickets were held too long without being paid.');
  if (status !== 'reserved') throw notPayable(status);
}

/**
 * The tickets that a cancellation takes out: those asked for, or all, without those that are out already.
 * Throws `ticket_not_found` for tickets of other purchases and `purchase_not_cancellable` where there is nothing to
 * cancel: before tickets are held, while a payment is under way, and after the purchase failed or expired.
 */
export function cancellableTickets(purchase: Purchase, ticketIds: number[]): number[] {
  const own = new Set(purchase.items.map(({ ticketId }) => ticketId));
  if (ticketIds.some((id) => !own.has(id))) throw notFound('ticket');
  if (!['reserved', 'paid', 'cancelled'].includes(purchase.status)) {
    const message = `The purchase is ${purchase.status} and can't be cancelled now.`;
    throw new DomainError('conflict', 'purchase_not_cancellable', message);
  }
  const standing = standingItems(purchase).map(({ ticketId }) => ticketId);
  return ticketIds.length === 0 ? standing : standing.filter((id) => ticketIds.includes(id));
}

/** Throws `event_started` when one of the events has begun; `startsAt` tells when each does. */
export function requireNotStarted(
  purchase: Purchase,
  ticketIds: number[],
  startsAt: Map<number, Date>,
  now: Date,
): void {
  if (purchase.status !== 'paid') return;
  const begun = purchase.items.filter(
    ({ ticketId, eventId, startsAt: known }) =>
      ticketIds.includes(ticketId) && now >= (startsAt.get(eventId) ?? new Date(known)),
  );
  if (begun.length === 0) return;
  const tickets = begun.map(({ ticketId }) => ({ ticket_id: ticketId, reason: 'event_started' }));
  throw new DomainError('conflict', 'event_started', 'The event has begun; its tickets stay sold.', { tickets });
}
