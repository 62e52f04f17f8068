import { type Purchase, type PurchaseItem, priceOf, standingItems } from './purchase.ts';

/**
 * A change of the sales figures of one hour in one scope: a partner's sales in all, of one event, or of one section of
 * one event. Everything is attributed to the time of sale, cancellations too.
 */
export type SalesDelta = {
  partnerId: number;
  /** 0 means all events of the partner. */
  eventId: number;
  eventName: string;
  /** null means all sections of the event. */
  section: string | null;
  currency: string;
  soldAt: Date;
  sold: number;
  cancelled: number;
  /** Minor units. */
  amount: number;
  /** Purchases with at least one ticket that stands. */
  purchases: number;
};

type Scope = { key: string; partnerId: number; eventId: number; eventName: string; section: string | null };

function scopesOf({ partnerId, eventId, eventName, section }: PurchaseItem): Scope[] {
  return [
    { key: `${partnerId}`, partnerId, eventId: 0, eventName: '', section: null },
    { key: `${partnerId}/${eventId}`, partnerId, eventId, eventName, section: null },
    { key: `${partnerId}/${eventId}/${section}`, partnerId, eventId, eventName, section },
  ];
}

function soldItems(purchase: Purchase): PurchaseItem[] {
  return purchase.paidAt === null ? [] : standingItems(purchase);
}

/** What the step from one state of a purchase to the next does to the sales figures. */
export function salesDeltas(before: Purchase, after: Purchase): SalesDelta[] {
  const { paidAt, currency } = after;
  if (paidAt === null || currency === null) return [];
  const had = soldItems(before);
  const has = soldItems(after);
  const scopes = new Map([...had, ...has].flatMap(scopesOf).map((scope) => [scope.key, scope]));
  const within = (items: PurchaseItem[], key: string) =>
    items.filter((item) => scopesOf(item).some((scope) => scope.key === key));
  return [...scopes.values()].flatMap(({ key, ...scope }) => {
    const [old, now] = [within(had, key), within(has, key)];
    const cancelled = before.paidAt === null ? 0 : old.length - now.length;
    const delta = {
      ...scope,
      currency,
      soldAt: paidAt,
      sold: now.length - old.length,
      cancelled,
      amount: priceOf(now) - priceOf(old),
      purchases: Number(now.length > 0) - Number(old.length > 0),
    };
    return delta.sold === 0 && cancelled === 0 ? [] : [delta];
  });
}

/** Demand of one event that was lost with a purchase. */
export type LostDemand = { partnerId: number; eventId: number; ticketIds: number[]; amount: number; currency: string };

/** What partners lost by a purchase that failed or expired, by event; nothing for any other purchase. */
export function lostDemand({ status, items, currency }: Purchase): LostDemand[] {
  if ((status !== 'failed' && status !== 'expired') || currency === null) return [];
  return [...Map.groupBy(items, ({ eventId }) => eventId)].flatMap(([eventId, lost]) => {
    const [first] = lost;
    if (!first) return [];
    const ticketIds = lost.map(({ ticketId }) => ticketId);
    return [{ partnerId: first.partnerId, eventId, ticketIds, amount: priceOf(lost), currency }];
  });
}
