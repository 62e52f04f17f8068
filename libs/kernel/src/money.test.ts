import { expect, test } from '@jest/globals';
import { isCurrency, sumByCurrency } from './money.ts';

test('amounts are summed by currency', () => {
  const amounts = [
    { amount: 100, currency: 'BRL' },
    { amount: 5, currency: 'EUR' },
    { amount: 1, currency: 'BRL' },
  ];
  expect(sumByCurrency(amounts)).toEqual([
    { amount: 101, currency: 'BRL' },
    { amount: 5, currency: 'EUR' },
  ]);
});

test('a sum beyond 2^53-1 is refused, not rounded', () => {
  const huge = { amount: Number.MAX_SAFE_INTEGER, currency: 'BRL' };
  expect(() => sumByCurrency([huge, { amount: 1, currency: 'BRL' }])).toThrow(RangeError);
});

test('only ISO 4217 codes in capitals are currencies', () => {
  expect(['BRL', 'brl', 'XXQ'].map(isCurrency)).toEqual([true, false, false]);
});
