import { expect, test } from '@jest/globals';
import { hasMoment, isBackwards, isDay, readFilter, salesPath, toQuery, writeQuery } from './sales-filter.ts';

const read = (query: string) => toQuery(readFilter(new URLSearchParams(query)));

test('a filter survives its address', () => {
  const filter = { eventId: 7, status: 'sold', from: '2026-11-01', to: '2026-11-30' } as const;
  const path = salesPath(filter);
  expect(path).toBe('/panel/sales?event=7&status=sold&from=2026-11-01&to=2026-11-30');
  expect(read(path.split('?')[1] ?? '')).toEqual({ event_id: 7, status: 'sold', from: '2026-11-01', to: '2026-11-30' });
  expect(salesPath({})).toBe('/panel/sales');
});

test('hours travel as moments', () => {
  const hour = { from: '2026-11-28T13:00:00.000Z', to: '2026-11-28T14:00:00.000Z' };
  expect(read(salesPath(hour).split('?')[1] ?? '')).toEqual(hour);
  expect(hasMoment(hour)).toBe(true);
  expect(hasMoment({ from: '2026-11-28' })).toBe(false);
});

test('what makes no sense in an address is left out', () => {
  expect(read('event=seven&status=lost&from=2026-02-31&to=tomorrow')).toEqual({});
  expect(read('event=07')).toEqual({});
});

test('days of the calendar only', () => {
  expect([isDay('2028-02-29'), isDay('2026-02-29'), isDay('2026-2-1')]).toEqual([true, false, false]);
});

test('a period that ends before it begins is noticed, a single day is none', () => {
  expect(isBackwards({ from: '2026-11-02', to: '2026-11-01' })).toBe(true);
  expect(isBackwards({ from: '2026-11-02', to: '2026-11-02' })).toBe(false);
  expect(isBackwards({ to: '2026-11-02' })).toBe(false);
});

test('moments keep their meaning in an address', () => {
  expect(writeQuery({})).toBe('');
  expect(writeQuery({ event_id: 7, from: '2026-11-28T10:00:00+03:00' })).toBe(
    '?event_id=7&from=2026-11-28T10%3A00%3A00%2B03%3A00',
  );
});
