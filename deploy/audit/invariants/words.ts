// Terms that several invariants share, as SQL.

/** Statuses of a payment that took money, whatever was given back since. */
export const CAPTURED = `('captured', 'partially_refunded', 'refunded')`;

/** Statuses of a purchase that has come to an end without its tickets. */
export const ENDED = `('failed', 'expired', 'cancelled')`;

/** Statuses of a purchase that somebody still has to drive. */
export const UNFINISHED = `('pending', 'reserved', 'paying', 'cancelling')`;

/** A ticket's status as a word; inventory stores its number. */
export const ticketStatus = (column: string) =>
  `coalesce((array['available', 'held', 'sold', 'withdrawn'])[${column} + 1], ${column}::text)`;

/**
 * Payments that took money for tickets. Not among them: payments that the provider confirmed only after they had been
 * given up. That money buys nothing and goes back by a refund of its own, whose key tells.
 */
export const CAPTURES = `(
  select p.* from payments p
   where p.status in ${CAPTURED}
     and not exists (select from refunds r where r.key = 'refund-' || p.purchase_id || '-late-' || p.attempt))`;

/**
 * Money back to customers, once it has arrived. A late payment counts as given back while somebody is at it (its row in
 * `unresolved_payments`).
 */
export const GIVEN_BACK = `(
  select r.* from refunds r
   where r.done_at is not null
      or exists (select from unresolved_payments u
                  where u.purchase_id = r.purchase_id and r.key = 'refund-' || u.purchase_id || '-late-' || u.attempt))`;
