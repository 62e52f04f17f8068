import { expect, test } from '@jest/globals';
import { count, dateTime, day, decimalsOf, money, occasion, percent, relative, time } from './formatting.ts';

// Intl separates by spaces that do not break.
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test.each([
  [15000, 'BRL', 'pt-BR', 'R$ 150,00'],
  [15000, 'BRL', 'en', 'R$150.00'],
  [1234567, 'USD', 'pt-BR', 'US$ 12.345,67'],
  [0, 'EUR', 'en', '€0.00'],
  [-5, 'BRL', 'pt-BR', '-R$ 0,05'],
  [500, 'JPY', 'en', '¥500'],
  [1500, 'KWD', 'en', 'KWD 1.500'],
  [99_999_999_999, 'BRL', 'pt-BR', 'R$ 999.999.999,99'],
])('%i of %s in %s is %s', (amount, currency, locale, text) => {
  expect(plain(money(amount, currency, locale))).toBe(text);
});

test('currencies have their own number of decimals', () => {
  expect(['BRL', 'JPY', 'KWD'].map(decimalsOf)).toEqual([2, 0, 3]);
});

const MOMENT = '2027-03-14T23:05:00.000Z';

test('moments are told in the zone and the way of the reader', () => {
  expect(plain(dateTime(MOMENT, 'en', 'UTC'))).toBe('Mar 14, 2027, 11:05 PM');
  expect(plain(dateTime(MOMENT, 'pt-BR', 'America/Sao_Paulo'))).toBe('14 de mar. de 2027, 20:05');
  expect(plain(time(MOMENT, 'pt-BR', 'America/Sao_Paulo'))).toBe('20:05');
  expect(plain(occasion(MOMENT, 'en', 'UTC'))).toBe('Sun, Mar 14, 2027, 11:05 PM');
});

test('a day without a time is that day in every zone', () => {
  expect(day('2027-03-14', 'en', 'America/Sao_Paulo')).toBe('Mar 14, 2027');
  expect(day('2027-03-15T01:00:00Z', 'en', 'America/Sao_Paulo')).toBe('Mar 14, 2027');
});

test('numbers are grouped, shares are whole percents', () => {
  expect(count(41402, 'pt-BR')).toBe('41.402');
  expect(percent(0.256, 'en')).toBe('26%');
});

test.each([
  [0, 'now'],
  [59_000, 'now'],
  [-59_000, 'now'],
  [60_000, 'in 1 minute'],
  [-3_600_000, '1 hour ago'],
  [86_400_000, 'tomorrow'],
  [3 * 86_400_000, 'in 3 days'],
  [14 * 86_400_000, 'in 2 weeks'],
  [-400 * 86_400_000, 'last year'],
])('%i ms from now is %s', (distance, text) => {
  const now = Date.parse(MOMENT);
  expect(relative(now + distance, 'en', now)).toBe(text);
});
