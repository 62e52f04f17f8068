import { expect, test } from '@jest/globals';
import { areNumbered, packStatuses, seatRuns, setStatus } from './seat-map.ts';

const ticket = (n: number, changes: object = {}) => ({
  id: 7_000_000 + n,
  seat: `A${n}`,
  section: 'Floor',
  price: 100,
  ...changes,
});

test('a run ends where the section or the price changes', () => {
  const runs = seatRuns([ticket(1), ticket(2), ticket(3, { price: 200 }), ticket(4, { section: 'Box', price: 200 })]);
  expect(runs).toEqual([
    { section: 'Floor', price: 100, firstTicketId: 7_000_001, seats: ['A1', 'A2'] },
    { section: 'Floor', price: 200, firstTicketId: 7_000_003, seats: ['A3'] },
    { section: 'Box', price: 200, firstTicketId: 7_000_004, seats: ['A4'] },
  ]);
});

test('statuses take two bits each, the first ticket in the lowest', () => {
  expect([...packStatuses('01232')]).toEqual([0b11_10_01_00, 0b10]);
  expect([...packStatuses('')]).toEqual([]);
});

test('a status is changed in its place', () => {
  const packed = packStatuses('01232');
  setStatus(packed, 2, 2);
  setStatus(packed, 5, 0);
  expect(packed).toEqual(packStatuses('02230'));
});

test('runs that leave a number out are not numbered', () => {
  expect(areNumbered(seatRuns([ticket(1), ticket(2, { price: 200 }), ticket(3)]))).toBe(true);
  expect(areNumbered(seatRuns([ticket(1), ticket(3)]))).toBe(false);
  expect(areNumbered(seatRuns([ticket(2)]))).toBe(false);
  expect(areNumbered([])).toBe(true);
});
