import { expect, test } from '@jest/globals';
import { eventQuery, filterParams, isBackwards, isNarrowed, NO_FILTERS, readFilters } from './filters.ts';

const read = (address: string) => readFilters(new URLSearchParams(address));

test('filters stand in the address and come back from it', () => {
  const filters = {
    q: 'samba & choro',
    location: 'Rio',
    from: '2027-02-01',
    to: '2027-02-28',
    sort: 'newest' as const,
  };
  expect(readFilters(filterParams(filters))).toEqual(filters);
  expect(filterParams(NO_FILTERS).toString()).toBe('');
});

test('an address that makes no sense narrows nothing', () => {
  expect(read('from=yesterday&to=2027-02-30&sort=price')).toEqual(NO_FILTERS);
  expect(read(`q=${'x'.repeat(300)}`).q).toHaveLength(200);
});

test('a day is a whole day where the browser is', () => {
  const { from = '', to = '' } = eventQuery(read('from=2027-02-28&to=2027-02-28'));
  expect(Date.parse(to) - Date.parse(from)).toBe(86_400_000 - 1);
  expect(new Date(from).getHours()).toBe(0);
  expect(new Date(from).getDate()).toBe(28);
  expect(new Date(to).getHours()).toBe(23);
});

test('blank texts are not asked for', () => {
  expect(eventQuery(read('q=%20&location='))).toEqual({});
  expect(eventQuery(read('q=%20jazz%20&sort=newest'))).toEqual({ q: 'jazz', sort: 'newest' });
  expect(isNarrowed(read('q=%20&sort=newest'))).toBe(false);
  expect(isNarrowed(read('to=2027-01-01'))).toBe(true);
});

test('a period that ends before it begins is known', () => {
  expect(isBackwards(read('from=2027-02-02&to=2027-02-01'))).toBe(true);
  expect(isBackwards(read('from=2027-02-01&to=2027-02-01'))).toBe(false);
  expect(isBackwards(read('to=2027-02-01'))).toBe(false);
});
