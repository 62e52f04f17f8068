import { expect, test } from '@jest/globals';
import { nextChangeIn, salesState, supplyOf } from './sales-state.ts';

const START = '2027-01-01T00:00:00.000Z';
const END = '2027-01-10T00:00:00.000Z';
const DATE = '2027-01-20T20:00:00.000Z';
const event = { status: 'published' as const, date: DATE, sales_start: START, sales_end: END };
const ms = (moment: string, plus = 0) => Date.parse(moment) + plus;

test('sales open with their first moment and close before their last', () => {
  expect(salesState(event, ms(START, -1))).toEqual({ kind: 'opens', at: START });
  expect(salesState(event, ms(START))).toEqual({ kind: 'open', until: END });
  expect(salesState(event, ms(END, -1)).kind).toBe('open');
  expect(salesState(event, ms(END))).toEqual({ kind: 'closed', at: END });
  expect(salesState(event, ms(DATE))).toEqual({ kind: 'begun', at: DATE });
});

test('without a window an event sells until it begins, unless it is cancelled', () => {
  const always = { ...event, sales_start: null, sales_end: null };
  expect(salesState(always, 0)).toEqual({ kind: 'open', until: null });
  expect(salesState(always, ms(DATE)).kind).toBe('begun');
  expect(salesState({ ...always, status: 'cancelled' }, 0)).toEqual({ kind: 'cancelled' });
});

test('it is known when the next change comes', () => {
  expect(nextChangeIn(event, ms(START, -5000))).toBe(5000);
  expect(nextChangeIn(event, ms(START))).toBe(ms(END) - ms(START));
  expect(nextChangeIn(event, ms(DATE))).toBeUndefined();
  expect(nextChangeIn(event, 0)).toBe(2 ** 31 - 1);
});

test('the last seats are few of many, or few at all', () => {
  const supply = (total: number, available: number, held = 0) =>
    supplyOf({ availability: { total, available, held, sold: total - available - held } });
  expect(supply(1000, 51)).toEqual({ kind: 'plenty', left: 51 });
  expect(supply(1000, 50)).toEqual({ kind: 'last', left: 50 });
  expect(supply(40, 10)).toEqual({ kind: 'last', left: 10 });
  expect(supply(40, 11)).toEqual({ kind: 'plenty', left: 11 });
  // A small event that has sold nothing is not at its end.
  expect(supply(8, 8)).toEqual({ kind: 'plenty', left: 8 });
});

test('sold out is not the same as held by others, nor as no tickets', () => {
  const counts = { total: 10, available: 0, held: 0, sold: 10 };
  expect(supplyOf({ availability: counts })).toEqual({ kind: 'sold_out' });
  expect(supplyOf({ availability: { ...counts, held: 2, sold: 8 } })).toEqual({ kind: 'all_held' });
  expect(supplyOf({ availability: { ...counts, total: 0, sold: 0 } })).toEqual({ kind: 'none' });
  expect(supplyOf({ availability: { ...counts, sold: 0 } })).toEqual({ kind: 'none' });
});
