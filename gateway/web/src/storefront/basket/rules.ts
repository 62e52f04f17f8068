import type { Fault, Trouble } from '../data/faults.ts';
import type { Money } from '../data/types.ts';

/** A purchase has this many tickets at most, over all events. */
export const MAX_TICKETS = 20;

/** A ticket that somebody means to buy: its id and what is shown of it, nothing else. */
export type BasketItem = {
  ticketId: number;
  eventId: number;
  eventName: string;
  seat: string;
  section: string;
  /** Minor units. */
  price: number;
  currency: string;
  /** Why it can't be had any more. */
  trouble?: Trouble;
  /** What it cost when it was put in, where that has changed since. */
  priceBefore?: number;
};

/** Tickets of any events, all in one currency. */
export type Basket = readonly BasketItem[];

/** Why tickets do not fit in a basket. */
export type Refusal = { reason: 'too_many'; room: number } | { reason: 'currency'; currency: string };

/** What a ticket looks like now; undefined when it is gone. */
export type TicketNow = Pick<BasketItem, 'seat' | 'section' | 'price'> & { trouble?: Trouble };

/** How many more tickets the basket takes. */
export function roomIn(basket: Basket): number {
  return Math.max(0, MAX_TICKETS - basket.length);
}

/** Why these tickets may not join the basket, or undefined when they may. Those that are in it already take no room. */
export function refusalOf(basket: Basket, items: Basket): Refusal | undefined {
  const present = new Set(basket.map(({ ticketId }) => ticketId));
  const joining = items.filter(({ ticketId }) => !present.has(ticketId));
  const currency = (basket[0] ?? items[0])?.currency;
  if (currency !== undefined && items.some((item) => item.currency !== currency))
    return { reason: 'currency', currency };
  if (joining.length > roomIn(basket)) return { reason: 'too_many', room: roomIn(basket) };
  return undefined;
}

/** The basket with all of these tickets, or as it was when they do not fit. A ticket is in it once. */
export function withItems(basket: Basket, items: Basket): Basket {
  if (refusalOf(basket, items)) return basket;
  const renewed = new Map(items.map((item) => [item.ticketId, item]));
  const kept = basket.map((item) => renewed.get(item.ticketId) ?? item);
  const present = new Set(basket.map(({ ticketId }) => ticketId));
  return [...kept, ...[...renewed.values()].filter(({ ticketId }) => !present.has(ticketId))];
}

/** The basket without these tickets. */
export function withoutItems(basket: Basket, ticketIds: Iterable<number>): Basket {
  const gone = new Set(ticketIds);
  return basket.some(({ ticketId }) => gone.has(ticketId))
    ? basket.filter(({ ticketId }) => !gone.has(ticketId))
    : basket;
}

/** The basket with what a refusal says about its tickets. */
export function withFaults(basket: Basket, faults: readonly Fault[]): Basket {
  const troubles = new Map(faults.map(({ ticketId, trouble }) => [ticketId, trouble]));
  const news = (item: BasketItem) => troubles.get(item.ticketId) ?? item.trouble;
  if (basket.every((item) => news(item) === item.trouble)) return basket;
  return basket.map((item) => withTrouble(item, news(item)));
}

function withTrouble({ trouble: _, ...item }: BasketItem, trouble: Trouble | undefined): BasketItem {
  return trouble === undefined ? item : { ...item, trouble };
}

function renewed(item: BasketItem, now: TicketNow | undefined): BasketItem {
  if (!now) return withTrouble(item, 'not_found');
  const { trouble, seat, section, price } = now;
  const { priceBefore: before = item.price, ...rest } = withTrouble(item, trouble);
  const fresh = { ...rest, seat, section, price };
  return before === price ? fresh : { ...fresh, priceBefore: before };
}

function same(a: BasketItem, b: BasketItem): boolean {
  const keys = ['seat', 'section', 'price', 'trouble', 'priceBefore'] as const;
  return keys.every((key) => a[key] === b[key]);
}

/** The basket with what its tickets look like now: the same one when nothing has changed. */
export function refreshed(basket: Basket, now: ReadonlyMap<number, TicketNow | undefined>): Basket {
  const fresh = basket.map((item) => (now.has(item.ticketId) ? renewed(item, now.get(item.ticketId)) : item));
  return fresh.every((item, place) => same(item, basket[place] ?? item)) ? basket : fresh;
}

/** The basket once its buyer has seen the new prices. */
export function withPricesSeen(basket: Basket): Basket {
  return basket.map(({ priceBefore: _, ...item }) => item);
}

/** What the tickets that can be had cost together; undefined when there are none. */
export function totalOf(basket: Basket): Money | undefined {
  const [first] = basket;
  if (!first) return undefined;
  const amount = basket.reduce((sum, { price, trouble }) => sum + (trouble === undefined ? price : 0), 0);
  return { currency: first.currency, amount };
}

/** The tickets by event, in the order in which events came in. */
export function byEvent(basket: Basket): { eventId: number; eventName: string; items: BasketItem[] }[] {
  const groups = new Map<number, BasketItem[]>();
  for (const item of basket) groups.set(item.eventId, [...(groups.get(item.eventId) ?? []), item]);
  return [...groups].map(([eventId, items]) => ({ eventId, eventName: items[0]?.eventName ?? '', items }));
}
