import { expect, test } from '@jest/globals';
import { offersOf, readOffer } from './offers.ts';

const seat = (section: string, price: number) => ({ section, price });

test('sections tell what they begin at, and prices are limits', () => {
  const seats = [seat('Stalls', 900), seat('Stalls', 500), seat('Balcony', 300), seat('Stalls', 700)];
  const offers = offersOf({ seats, prices: [900, 700, 500, 300] });
  expect(offers).toEqual([
    { id: 'section-0', kind: 'section', section: 'Stalls', from: 500, single: false },
    { id: 'section-1', kind: 'section', section: 'Balcony', from: 300, single: true },
    { id: 'price-700', kind: 'price', price: 700 },
    { id: 'price-500', kind: 'price', price: 500 },
    { id: 'price-300', kind: 'price', price: 300 },
  ]);
  expect(readOffer(offers, 'section-1')).toEqual({ section: 'Balcony' });
  expect(readOffer(offers, 'price-500')).toEqual({ maxPrice: 500 });
  expect(readOffer(offers, '')).toEqual({});
});

test('one section at one price leaves nothing to choose', () => {
  expect(offersOf({ seats: [seat('', 0), seat('', 0)], prices: [0] })).toEqual([]);
});
