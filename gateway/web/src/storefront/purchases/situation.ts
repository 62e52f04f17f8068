import type { Purchase, PurchaseChange } from '../data/types.ts';

/** What a purchase asks of its buyer, or tells. */
export type Situation =
  | { kind: 'to_pay'; until: string; trouble: string | null }
  | { kind: 'time_over' }
  | { kind: 'being_held' }
  | { kind: 'being_paid' }
  | { kind: 'paid' }
  | { kind: 'being_cancelled' }
  | { kind: 'cancelled' }
  | { kind: 'expired' }
  | { kind: 'failed'; reason: string };

/** Where a purchase stands for its buyer. `isPaying` is true while a payment of this page has no answer yet. */
export function situationOf(purchase: Purchase, isPaying: boolean, now: number): Situation {
  const { status, reason, expires_at: until } = purchase;
  switch (status) {
    case 'pending':
      return { kind: 'being_held' };
    case 'reserved':
      if (isPaying) return { kind: 'being_paid' };
      if (until === null || now >= Date.parse(until)) return { kind: 'time_over' };
      return { kind: 'to_pay', until, trouble: reason };
    case 'paying':
      return { kind: 'being_paid' };
    case 'cancelling':
      return { kind: 'being_cancelled' };
    case 'failed':
      return { kind: 'failed', reason: reason ?? 'other' };
    default:
      return { kind: status };
  }
}

/** What happened in one step of a purchase's life, as a key of the texts. */
export type Step =
  | 'pending'
  | 'reserved'
  | 'paying'
  | 'paid'
  | 'failed'
  | 'expired'
  | 'cancelling'
  | 'cancelled'
  | 'givenBack'
  | 'refunded'
  | 'notPaid';

/** Names a step by where it led and where it came from. */
export function stepOf({ from, to }: Pick<PurchaseChange, 'from' | 'to'>): Step {
  if (from === to) return 'givenBack';
  if (from === 'cancelling' && to === 'paid') return 'refunded';
  if (from === 'paying' && to === 'reserved') return 'notPaid';
  return to;
}

const REASONS = [
  'free',
  'payment_declined',
  'payment_error',
  'payment_timeout',
  'hold_expired',
  'hold_released',
  'ticket_unavailable',
  'ticket_not_found',
  'event_not_on_sale',
  'event_cancelled',
  'mixed_currencies',
  'inventory_unavailable',
  'interrupted',
  'cancelled_by_customer',
] as const;

/** A reason as a key of the texts; those that have none are told in general words. */
export type Reason = (typeof REASONS)[number] | 'other';

export function reasonOf(reason: string): Reason {
  return REASONS.find((known) => known === reason) ?? 'other';
}

// Other seats are needed after these; the same ones may be asked for again after all others.
const SEATS_ARE_GONE: readonly Reason[] = ['ticket_unavailable', 'ticket_not_found', 'mixed_currencies'];
const SALES_ARE_OVER: readonly Reason[] = ['event_not_on_sale', 'event_cancelled'];

/** What a buyer can do after a purchase came to nothing for a reason. */
export function wayOutOf(reason: string): 'same_seats' | 'other_seats' | 'none' {
  const known = reasonOf(reason);
  if (SEATS_ARE_GONE.includes(known)) return 'other_seats';
  return SALES_ARE_OVER.includes(known) ? 'none' : 'same_seats';
}
