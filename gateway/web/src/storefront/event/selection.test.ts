import { expect, test } from '@jest/globals';
import { toggled, withoutLost } from './selection.ts';

const seat = (ticketId: number) => ({ ticketId, seat: `A${ticketId}` });
const seats = (...ids: number[]) => ids.map(seat);

test('seats that others took leave the choice, and it is known which and why', () => {
  const statuses = new Map([
    [1, 'available'],
    [2, 'held'],
    [3, 'sold'],
    [4, 'withdrawn'],
    [6, 'enchanted'],
  ]);
  const { kept, lost } = withoutLost(seats(1, 2, 3, 4, 5, 6), (id) => statuses.get(id));
  expect(kept).toEqual(seats(1));
  expect(lost).toEqual([
    { seat: seat(2), trouble: 'held' },
    { seat: seat(3), trouble: 'sold' },
    { seat: seat(4), trouble: 'withdrawn' },
    { seat: seat(5), trouble: 'not_found' },
    { seat: seat(6), trouble: 'other' },
  ]);
});

test('a choice that lost nothing stays the same', () => {
  const chosen = seats(1, 2);
  expect(withoutLost(chosen, () => 'available').kept).toBe(chosen);
  expect(withoutLost(chosen, () => 'available').lost).toEqual([]);
});

test('a seat is chosen and given up again; without room only given up', () => {
  const one = toggled([], seat(1), 2);
  const two = toggled(one, seat(2), 2);
  expect(two).toEqual(seats(1, 2));
  expect(toggled(two, seat(3), 2)).toBe(two);
  expect(toggled(two, seat(1), 2)).toEqual(seats(2));
  expect(one).toEqual(seats(1));
});
