import type { Money } from '@boxoffice/kernel';

/** Where a purchase stands. */
export type PurchaseStatus =
  | 'pending'
  | 'reserved'
  | 'paying'
  | 'paid'
  | 'failed'
  | 'expired'
  | 'cancelling'
  | 'cancelled';

/** Where one ticket of a purchase stands. */
export type ItemStatus = 'held' | 'sold' | 'cancelled' | 'released';

/** A ticket as it was offered when it was held: these terms are the purchase's, whatever changes later. */
export type PurchaseItem = {
  ticketId: number;
  eventId: number;
  eventName: string;
  partnerId: number;
  seat: string;
  section: string;
  /** Minor units. */
  price: number;
  /** When the event begins, RFC 3339. */
  startsAt: string;
};

/**
 * Where a payment stands. `unresolved` means that the provider never said what became of it: it counts as not charged,
 * and is asked for from time to time, so that a late success is refunded.
 */
export type PaymentStatus =
  | 'processing'
  | 'captured'
  | 'declined'
  | 'failed'
  | 'unresolved'
  | 'partially_refunded'
  | 'refunded';

/** One attempt to pay a purchase. */
export type Payment = {
  /** 1 for the first attempt. */
  attempt: number;
  method: string;
  /** Minor units. */
  amount: number;
  status: PaymentStatus;
  /** The provider's own id, once known. */
  reference: string | null;
  declineCode: string | null;
  startedAt: Date;
};

/** Money on its way back, and the tickets it is for. */
export type Refund = {
  /** 1 for the purchase's first refund. */
  number: number;
  ticketIds: number[];
  /** Minor units. */
  amount: number;
  reason: string;
};

/** A customer's order of 1 to 20 tickets. */
export type Purchase = {
  id: number;
  customerId: number;
  status: PurchaseStatus;
  /** Why it failed, expired or was cancelled. */
  reason: string | null;
  /** Rises by one with each step of its history. */
  version: number;
  ticketIds: number[];
  /** True when the payment came with the purchase: if it fails, the purchase does. */
  payAtOnce: boolean;
  /** Known once tickets are held. */
  items: PurchaseItem[];
  currency: string | null;
  /** The hold's generation; 0 while it is not known. */
  generation: number;
  /** Tickets it gave back before they were sold to it. */
  releasedTicketIds: number[];
  /** Tickets it gave back after they were sold to it. */
  cancelledTicketIds: number[];
  /** The last attempt to pay. */
  payment: Payment | null;
  /** Refunds so far, the one under way included. */
  refunds: number;
  /** The refund under way. */
  refund: Refund | null;
  expiresAt: Date | null;
  paidAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

/** The provider's idempotency key of the last attempt to pay. */
export function paymentKey({ id, payment }: Purchase): string {
  return `purchase-${id}-${payment?.attempt ?? 0}`;
}

/** The provider's idempotency key of the refund under way. */
export function refundKey({ id, refund }: Purchase): string {
  return `refund-${id}-${refund?.number ?? 0}`;
}

/** Items that were not given back. */
export function standingItems({ items, releasedTicketIds, cancelledTicketIds }: Purchase): PurchaseItem[] {
  return items.filter(
    ({ ticketId }) => !releasedTicketIds.includes(ticketId) && !cancelledTicketIds.includes(ticketId),
  );
}

/** Sum of items, minor units. */
export function priceOf(items: PurchaseItem[]): number {
  return items.reduce((sum, { price }) => sum + price, 0);
}

/** The total as quoted: without what was released before the rest was paid. A cancellation does not change it. */
export function totalOf({ items, releasedTicketIds, currency }: Purchase): Money | null {
  if (currency === null) return null;
  const kept = items.filter(({ ticketId }) => !releasedTicketIds.includes(ticketId));
  return { amount: priceOf(kept.length > 0 ? kept : items), currency };
}

/** Where one item stands, told by its purchase. */
export function itemStatus(purchase: Purchase, { ticketId }: PurchaseItem): ItemStatus {
  if (purchase.releasedTicketIds.includes(ticketId)) return 'released';
  if (purchase.cancelledTicketIds.includes(ticketId)) return 'cancelled';
  return purchase.paidAt === null ? 'held' : 'sold';
}

/** True when nothing is under way for a purchase. */
export function isAtRest({ status }: Purchase): boolean {
  return status !== 'pending' && status !== 'paying' && status !== 'cancelling';
}
