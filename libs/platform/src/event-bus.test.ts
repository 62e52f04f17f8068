import { expect, test } from '@jest/globals';
import { publisherOf, redeliveryDelay } from './event-bus.ts';

test('a message that fails again waits twice as long each time, and half a minute at most', () => {
  expect([1, 2, 3, 4, 9, 10, 50].map(redeliveryDelay)).toEqual([100, 200, 400, 800, 25_600, 30_000, 30_000]);
});

test('a subject tells who publishes it', () => {
  expect(publisherOf('boxoffice.order.v1.purchase_paid')).toBe('order');
});

test.each(['', 'boxoffice', 'order.v1.purchase_paid', 'boxoffice.order.purchase_paid', 'boxoffice.Order.v1.x'])(
  '%j is not a subject of the platform',
  (subject) => {
    expect(() => publisherOf(subject)).toThrow('is not a subject');
  },
);
