import { expect, test } from '@jest/globals';
import { formatMoment, isDay, isMoment, periodEnd, periodLimit, toTimestamp } from './time.ts';

test.each([
  '2027-03-14T20:00:00Z',
  '2027-03-14t20:00:00z',
  '2027-03-14T20:00:00.123456789+05:30',
  '2028-02-29T23:59:59-03:00',
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
])('%s is a moment', (text) => {
  expect(isMoment(text)).toBe(true);
});

test.each([
  '2027-03-14',
  '2027-03-14T20:00:00',
  '2027-03-14 20:00:00Z',
  '2027-03-14T20:00Z',
  '2027-02-29T20:00:00Z',
  '2027-04-31T20:00:00Z',
  '2027-13-01T20:00:00Z',
  '2027-03-14T24:00:00Z',
  '2027-03-14T20:60:00Z',
  '2027-03-14T20:00:60Z',
  '2027-03-14T20:00:00+24:00',
  '2027-03-14T20:00:00+0300',
  '+12027-03-14T20:00:00Z',
  '1969-12-31T23:59:59Z',
  '1970-01-01T00:00:00+01:00',
  '9999-12-31T23:59:59-01:00',
  '0070-01-01T00:00:00Z',
  ' 2027-03-14T20:00:00Z',
  '2027-03-14T20:00:00Z\n',
  '',
])('%j is no moment', (text) => {
  expect(isMoment(text)).toBe(false);
});

test('days are days of the calendar', () => {
  expect(['2028-02-29', '2027-02-29', '2027-2-1', '1969-12-31', '10000-01-01'].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('moments are shown in UTC with milliseconds', () => {
  expect(formatMoment(toTimestamp('2027-03-14t20:00:00.5-03:00'))).toBe('2027-03-14T23:00:00.500Z');
});

test('a day ends with its last millisecond, and a period before the next midnight', () => {
  expect(formatMoment(periodEnd('2027-03-14'))).toBe('2027-03-14T23:59:59.999Z');
  expect(formatMoment(periodLimit('2027-03-14'))).toBe('2027-03-15T00:00:00.000Z');
  expect(formatMoment(periodEnd('2027-03-14T20:00:00Z'))).toBe('2027-03-14T20:00:00.000Z');
});
