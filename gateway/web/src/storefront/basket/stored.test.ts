import { expect, test } from '@jest/globals';
import type { BasketItem } from './rules.ts';
import { parseBasket } from './stored.ts';

const item: BasketItem = {
  ticketId: 1_000_001,
  eventId: 1,
  eventName: 'Hamlet',
  seat: 'A1',
  section: '',
  price: 0,
  currency: 'BRL',
};

test('a basket comes back as it was kept', () => {
  const basket = [item, { ...item, ticketId: 1_000_002, trouble: 'sold' as const, priceBefore: 100 }];
  expect(parseBasket(JSON.stringify(basket))).toEqual(basket);
});

test('nothing else comes back, whatever was stored', () => {
  const broken = [
    null,
    '',
    '{',
    '7',
    '{"a":1}',
    '[null]',
    JSON.stringify([{ ...item, price: -1 }]),
    JSON.stringify([{ ...item, currency: '<b>' }]),
    JSON.stringify([{ ...item, seat: 3 }]),
    JSON.stringify([item, item]),
    JSON.stringify([item, { ...item, ticketId: 2_000_001, currency: 'EUR' }]),
    JSON.stringify(Array.from({ length: 21 }, (_, i) => ({ ...item, ticketId: i + 1 }))),
  ];
  for (const text of broken) expect(parseBasket(text)).toEqual([]);
});

test('members that do not belong are dropped', () => {
  expect(parseBasket(JSON.stringify([{ ...item, trouble: 'boredom', more: 1 }]))).toEqual([item]);
});
