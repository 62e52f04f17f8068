import { expect, test } from '@jest/globals';
import { packStatuses, seatRuns } from './seat-map.ts';

const ticket = (n: number, changes: object = {}) => ({
  id: 7_000_000 + n,
  seat: `A${n}`,
  section: 'Floor',
  price: 100,
  status: 0,
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
  const statuses = [0, 1, 2, 3, 2];
  expect([...packStatuses(statuses.map((status, i) => ticket(i + 1, { status })))]).toEqual([0b11_10_01_00, 0b10]);
});
