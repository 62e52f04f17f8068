import { expect, test } from '@jest/globals';
import { changeable, idRange, sortChosen, toggled, withTickets } from './selection.ts';

const statuses = new Map([
  [1, 'available'],
  [2, 'withdrawn'],
  [3, 'sold'],
  [4, 'held'],
  [5, 'available'],
] as const);
const statusOf = (id: number) => statuses.get(id as 1) ?? 'sold';

test('a seat is chosen and let go again', () => {
  const one = toggled(new Set([1]), 2);
  expect([...one]).toEqual([1, 2]);
  expect([...toggled(one, 1)]).toEqual([2]);
});

test('what is held or sold is never chosen with its neighbours', () => {
  const seats = [1, 2, 3, 4, 5].map((ticketId) => ({ ticketId, section: '' }));
  const found = changeable(seats, statusOf).map(({ ticketId }) => ticketId);
  expect([...withTickets(new Set([5]), found)]).toEqual([5, 1, 2]);
});

test('a selection is sorted by what can be done, without what was sold meanwhile', () => {
  expect(sortChosen(new Set([1, 2, 3, 4, 5]), statusOf)).toEqual({ available: [1, 5], withdrawn: [2], all: [1, 2, 5] });
});

test('a batch is a range of ids', () => {
  expect(idRange(1_000_001, 1_000_003)).toEqual([1_000_001, 1_000_002, 1_000_003]);
  expect(idRange(2, 1)).toEqual([]);
});
