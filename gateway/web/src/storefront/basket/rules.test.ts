import { expect, test } from '@jest/globals';
import {
  type BasketItem,
  byEvent,
  refreshed,
  refusalOf,
  roomIn,
  totalOf,
  withFaults,
  withItems,
  withoutItems,
  withPricesSeen,
} from './rules.ts';

const item = (ticketId: number, changes: Partial<BasketItem> = {}): BasketItem => ({
  ticketId,
  eventId: Math.floor(ticketId / 1_000_000),
  eventName: `Event ${Math.floor(ticketId / 1_000_000)}`,
  seat: `A${ticketId % 1_000_000}`,
  section: 'Stalls',
  price: 1500,
  currency: 'BRL',
  ...changes,
});
const items = (count: number, from = 1_000_001) => Array.from({ length: count }, (_, i) => item(from + i));

test('twenty tickets fit over all events, and not one more', () => {
  const basket = withItems(items(12), items(8, 2_000_001));
  expect(basket).toHaveLength(20);
  expect(roomIn(basket)).toBe(0);
  expect(refusalOf(basket, [item(3_000_001)])).toEqual({ reason: 'too_many', room: 0 });
  expect(withItems(basket, [item(3_000_001)])).toBe(basket);
  expect(refusalOf(items(12), items(9, 2_000_001))).toEqual({ reason: 'too_many', room: 8 });
});

test('a ticket is in the basket once, and takes no room when it comes again', () => {
  const full = items(20);
  const again = item(1_000_001, { price: 1800 });
  expect(refusalOf(full, [again])).toBeUndefined();
  expect(withItems(full, [again])).toHaveLength(20);
  expect(withItems(full, [again])[0]?.price).toBe(1800);
  expect(withItems([], [again, again])).toHaveLength(1);
});

test('one currency at a time, also among tickets that come together', () => {
  const euro = item(2_000_001, { currency: 'EUR' });
  expect(refusalOf(items(1), [euro])).toEqual({ reason: 'currency', currency: 'BRL' });
  expect(refusalOf([], [item(1_000_001), euro])).toEqual({ reason: 'currency', currency: 'BRL' });
  expect(withItems(items(1), [euro])).toHaveLength(1);
  expect(withItems([], [euro])).toHaveLength(1);
});

test('tickets leave', () => {
  const basket = items(3);
  expect(withoutItems(basket, [1_000_002]).map(({ ticketId }) => ticketId)).toEqual([1_000_001, 1_000_003]);
  expect(withoutItems(basket, [9])).toBe(basket);
});

test('a refusal marks the tickets at fault; they do not count in the total', () => {
  const marked = withFaults(items(2), [{ ticketId: 1_000_002, trouble: 'sold' }]);
  expect(marked.map(({ trouble }) => trouble)).toEqual([undefined, 'sold']);
  expect(totalOf(marked)).toEqual({ currency: 'BRL', amount: 1500 });
  expect(withFaults(marked, [{ ticketId: 1_000_002, trouble: 'sold' }])).toBe(marked);
});

test('a refreshed ticket has its new price and remembers what it cost', () => {
  const now = { seat: 'A1', section: 'Stalls', price: 1800 };
  const basket = refreshed(items(1), new Map([[1_000_001, now]]));
  expect(basket[0]).toMatchObject({ price: 1800, priceBefore: 1500 });
  expect(refreshed(basket, new Map([[1_000_001, now]]))).toBe(basket);
  // Back to what it cost: nothing is to be said any more.
  expect(refreshed(basket, new Map([[1_000_001, { ...now, price: 1500 }]]))[0]).toEqual(item(1_000_001));
  expect(withPricesSeen(basket)[0]).toEqual(item(1_000_001, { price: 1800 }));
});

test('a refreshed ticket says why it can not be had, and forgets it when it is free again', () => {
  const now = { seat: 'A1', section: 'Stalls', price: 1500 };
  const held = refreshed(items(2), new Map([[1_000_001, { ...now, trouble: 'held' as const }]]));
  expect(held.map(({ trouble }) => trouble)).toEqual(['held', undefined]);
  expect(refreshed(held, new Map([[1_000_001, now]]))).toEqual(items(2));
  expect(refreshed(items(1), new Map([[1_000_001, undefined]]))[0]?.trouble).toBe('not_found');
});

test('a basket that is refreshed without news stays the same', () => {
  const basket = items(2);
  expect(refreshed(basket, new Map())).toBe(basket);
});

test('tickets are shown by event', () => {
  const basket = [item(1_000_001), item(2_000_001), item(1_000_002)];
  expect(byEvent(basket).map(({ eventId, items: { length } }) => [eventId, length])).toEqual([
    [1, 2],
    [2, 1],
  ]);
  expect(totalOf([])).toBeUndefined();
});
