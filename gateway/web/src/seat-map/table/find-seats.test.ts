import { expect, test } from '@jest/globals';
import { aModel, drawn, namesOf, ticket } from '../test/halls.ts';
import { findSeats, type SeatFilter, seatsInOrder } from './find-seats.ts';

const model = () =>
  aModel([
    drawn(['.x', '..'], { section: 'Front' }),
    { section: 'Back', seats: ['B2', 'B1', 'A1'], statuses: [0, 1, 0] },
  ]);
const find = (filter: Partial<SeatFilter>, map = model()) =>
  namesOf(findSeats(map, seatsInOrder(map), { section: undefined, onlyAvailable: false, search: '', ...filter }));

test('seats come by section, row and place, not by ticket', () => {
  expect(find({})).toBe('A1 A2 B1 B2 A1 B1 B2');
});

test('filters go together', () => {
  expect(find({ onlyAvailable: true })).toBe('A1 B1 B2 A1 B2');
  expect(find({ section: 'Back' })).toBe('A1 B1 B2');
  expect(find({ section: 'Back', onlyAvailable: true, search: ' b' })).toBe('B2');
  expect(find({ search: 'zz' })).toBe('');
});

test('statuses are those of now', () => {
  const map = model();
  map.apply([[ticket(1), 2]], 2);
  expect(find({ onlyAvailable: true }, map)).toBe('B1 B2 A1 B2');
});
