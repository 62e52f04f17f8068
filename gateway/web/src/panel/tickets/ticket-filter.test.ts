import { expect, test } from '@jest/globals';
import { readTicketFilter, ticketsPath } from './ticket-filter.ts';

const read = (path: string) => readTicketFilter(new URL(path, 'http://shop.example').searchParams);

test('a filter survives its address, the section without a name too', () => {
  expect(ticketsPath(7, {})).toBe('/panel/events/7/tickets');
  expect(read(ticketsPath(7, { status: 'held', section: 'Box & Bar' }))).toEqual({
    status: 'held',
    section: 'Box & Bar',
  });
  expect(read(ticketsPath(7, { section: '' }))).toEqual({ status: undefined, section: '' });
});

test('an unknown status is left out', () => {
  expect(read('/panel/events/7/tickets?status=lost')).toEqual({ status: undefined, section: undefined });
});
