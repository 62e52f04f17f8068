import type { Money, Purchase, PurchaseItem } from '../data/types.ts';

/** What a cancellation would do. */
export type RefundPreview = {
  tickets: number;
  /** True when nothing of the purchase stands afterwards. */
  whole: boolean;
  /** What goes back to the card, by currency; empty when nothing was paid for these tickets. */
  amounts: Money[];
};

/** The tickets that may still be cancelled: sold ones of a paid purchase, held ones of a reserved one. */
export function cancellableItems({ status, items }: Pick<Purchase, 'status' | 'items'>): PurchaseItem[] {
  if (status === 'paid') return items.filter((item) => item.status === 'sold');
  if (status === 'reserved') return items.filter((item) => item.status === 'held');
  return [];
}

/** Sums up prices by currency, leaving out what is free. */
export function sumByCurrency(items: readonly Pick<PurchaseItem, 'price' | 'currency'>[]): Money[] {
  const sums = new Map<string, number>();
  for (const { price, currency } of items) sums.set(currency, (sums.get(currency) ?? 0) + price);
  return [...sums].flatMap(([currency, amount]) => (amount > 0 ? [{ currency, amount }] : []));
}

/** What comes of cancelling these tickets. Only what was paid is refunded: a hold costs nothing. */
export function previewRefund(
  purchase: Pick<Purchase, 'status' | 'items'>,
  ticketIds: ReadonlySet<number>,
): RefundPreview {
  const standing = cancellableItems(purchase);
  const leaving = standing.filter(({ ticket_id: id }) => ticketIds.has(id));
  return {
    tickets: leaving.length,
    whole: leaving.length > 0 && leaving.length === standing.length,
    amounts: purchase.status === 'paid' ? sumByCurrency(leaving) : [],
  };
}

/** What was paid for tickets that were cancelled since. */
export function refunded(items: readonly PurchaseItem[]): Money[] {
  return sumByCurrency(items.filter(({ status }) => status === 'cancelled'));
}
