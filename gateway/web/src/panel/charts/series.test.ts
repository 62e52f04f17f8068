import { expect, test } from '@jest/globals';
import type { DayFigures } from '../data/types.ts';
import { dayBars, daysWithSales, hoursOf, lastDays } from './series.ts';

const day = (name: string, sold: number, amount: number, cancelled = 0): DayFigures => ({
  day: name,
  tickets_sold: sold,
  tickets_cancelled: cancelled,
  purchases: sold,
  currency_totals: [{ currency: 'BRL', amount }],
});

test('days without sales have a bar without height', () => {
  const days = lastDays('2026-03-01', 3);
  expect(days).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(dayBars([day('2026-02-28', 4, 60_000)], days, 'tickets').map(({ value }) => value)).toEqual([0, 4, 0]);
});

test('revenue is that of one currency', () => {
  const days = ['2026-02-28'];
  expect(dayBars([day('2026-02-28', 4, 60_000)], days, { currency: 'BRL' })[0]?.value).toBe(60_000);
  expect(dayBars([day('2026-02-28', 4, 60_000)], days, { currency: 'EUR' })[0]?.value).toBe(0);
});

test('a day has 24 hours that touch each other', () => {
  const hours = hoursOf('2026-02-28');
  expect(hours).toHaveLength(24);
  expect(hours[0]).toEqual({ from: '2026-02-28T00:00:00.000Z', to: '2026-02-28T01:00:00.000Z' });
  expect(hours[23]?.to).toBe('2026-03-01T00:00:00.000Z');
});

test('only days that saw a sale can be opened, the newest first', () => {
  const byDay = [day('2026-02-01', 1, 1), day('2026-02-02', 0, 0), day('2026-02-03', 0, 0, 2)];
  expect(daysWithSales(byDay)).toEqual(['2026-02-03', '2026-02-01']);
});
