/** What inventory knows of an event: who sells it, and on what terms. */
export type EventTerms = {
  eventId: number;
  partnerId: number;
  name: string;
  status: 'draft' | 'published' | 'cancelled';
  /** ISO 4217. */
  currency: string;
  startsAt: Date;
  /** No sales before it. */
  salesStart: Date | null;
  /** No sales from it on. */
  salesEnd: Date | null;
  /** Orders what is heard about the event. */
  version: number;
};

/** Why an event sells nothing at a moment, or undefined while it is on sale: published, in its window, not begun. */
export function whyNotOnSale(terms: EventTerms, now: Date): 'event_cancelled' | 'event_not_on_sale' | undefined {
  if (terms.status === 'cancelled') return 'event_cancelled';
  const open =
    terms.status === 'published' &&
    now < terms.startsAt &&
    (terms.salesStart === null || now >= terms.salesStart) &&
    (terms.salesEnd === null || now < terms.salesEnd);
  return open ? undefined : 'event_not_on_sale';
}
