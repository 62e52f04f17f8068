import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createLiveStore } from './live-store.ts';

const sale = (purchase: number, cancelledAt: string | null = null) => ({
  event: cancelledAt === null ? 'sale' : 'cancellation',
  data: JSON.stringify({
    purchase_id: purchase,
    ticket_id: 7_000_000 + purchase,
    event_id: 7,
    seat: `A${purchase}`,
    price: 100,
    currency: 'BRL',
    status: cancelledAt === null ? 'sold' : 'cancelled',
    customer: { id: 1, name: null, email: null },
    sold_at: `2026-11-28T12:00:0${purchase}.000Z`,
    cancelled_at: cancelledAt,
  }),
});

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('a burst of sales is told once, the latest first', () => {
  const store = createLiveStore();
  const listener = jest.fn();
  store.subscribe(listener);
  expect([sale(1), sale(2)].map(store.take)).toEqual([7, 7]);
  expect(listener).not.toHaveBeenCalled();
  jest.advanceTimersByTime(100);
  expect(listener).toHaveBeenCalledTimes(1);
  expect(store.snapshot().sales.map(({ seat }) => seat)).toEqual(['A2', 'A1']);
});

test('a cancellation replaces the sale', () => {
  const store = createLiveStore();
  store.take(sale(1));
  jest.advanceTimersByTime(100);
  store.take(sale(1, '2026-11-28T13:00:00.000Z'));
  jest.advanceTimersByTime(100);
  expect(store.snapshot().sales.map(({ status }) => status)).toEqual(['cancelled']);
});

test('a reset is about everything; what is not known is about nothing', () => {
  const store = createLiveStore();
  expect(store.take({ event: 'reset', data: '{"reason":"gap"}' })).toBe('all');
  expect(store.take({ event: 'sale', data: '{}' })).toBeUndefined();
  expect(store.take({ event: 'news', data: '{}' })).toBeUndefined();
});

test('the state is told when it changes, and to nobody who left', () => {
  const store = createLiveStore();
  const listener = jest.fn();
  const leave = store.subscribe(listener);
  store.setState('open');
  store.setState('open');
  leave();
  store.setState('lost');
  expect(listener).toHaveBeenCalledTimes(1);
  expect(store.snapshot().state).toBe('lost');
});
