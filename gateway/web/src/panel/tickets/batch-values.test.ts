import { expect, test } from '@jest/globals';
import { FIRST_VALUES, newTicketsOf, planOf, priceOf, termProblems } from './batch-values.ts';

test('rows are asked for in capitals', () => {
  const plan = planOf({ ...FIRST_VALUES, from: ' a', to: 'c ', seatsPerRow: 12 });
  expect(newTicketsOf(plan, 15_000, ' Stalls ')).toEqual({
    price: 15_000,
    section: 'Stalls',
    rows: { from: 'A', to: 'C', seats_per_row: 12 },
  });
});

test('a quantity goes with its prefix, a list by itself, both without a section', () => {
  expect(newTicketsOf(planOf({ ...FIRST_VALUES, kind: 'count', quantity: 3 }), 0, '')).toEqual({
    price: 0,
    quantity: 3,
    prefix: 'GA-',
  });
  expect(newTicketsOf(planOf({ ...FIRST_VALUES, kind: 'list', list: 'A1\nA2' }), 100, ' ')).toEqual({
    price: 100,
    seats: ['A1', 'A2'],
  });
});

test('a price is typed in the currency and free is a price', () => {
  expect(priceOf(150, 'BRL')).toBe(15_000);
  expect(priceOf('12.5', 'BRL')).toBe(1250);
  expect(priceOf(0, 'BRL')).toBe(0);
  expect(priceOf('', 'BRL')).toBeUndefined();
  expect(priceOf(-1, 'BRL')).toBeUndefined();
});

test('a missing or immense price and a long section are told', () => {
  expect(termProblems(FIRST_VALUES, 'BRL').price).toBe('priceNeeded');
  expect(termProblems({ ...FIRST_VALUES, price: 1_000_000_000 }, 'BRL').price).toBe('priceHigh');
  expect(termProblems({ ...FIRST_VALUES, price: 10 }, 'BRL')).toEqual({ section: undefined, price: undefined });
  expect(termProblems({ ...FIRST_VALUES, section: 'x'.repeat(81) }, 'BRL').section?.code).toBe('sectionLong');
});
