import { expect, test } from '@jest/globals';
import { chooseHopeful } from './at-once.ts';
import type { EventTerms } from './event-terms.ts';

const NOW = new Date('2027-01-01T12:00:00Z');
const onSale = (eventId: number, changes: Partial<EventTerms> = {}): EventTerms => ({
  eventId,
  partnerId: 1,
  name: 'Hamlet',
  status: 'published',
  currency: 'BRL',
  startsAt: new Date('2027-06-01T20:00:00Z'),
  salesStart: null,
  salesEnd: null,
  version: 3,
  ...changes,
});

const TERMS = new Map(
  [
    onSale(1),
    onSale(2),
    onSale(3, { status: 'cancelled' }),
    onSale(4, { salesStart: new Date('2027-02-01T00:00:00Z') }),
    onSale(5, { currency: 'EUR' }),
  ].map((terms) => [terms.eventId, terms]),
);
const seat = (event: number, n: number) => event * 1_000_000 + n;
const TAKEN = seat(1, 99);

function chosen(...holds: [purchaseId: number, ...ticketIds: number[]][]) {
  const requests = holds.map(([purchaseId, ...ticketIds]) => ({ purchaseId, ticketIds }));
  const known = { termsOf: (id: number) => TERMS.get(id), isTaken: (id: number) => id === TAKEN };
  return chooseHopeful(requests, known, NOW);
}

test('holds of events that are on sale, with the terms of each ticket', () => {
  expect(chosen([7, seat(1, 1), seat(2, 1)], [8, seat(1, 2)])).toEqual([
    { purchaseId: 7, ticketIds: [seat(1, 1), seat(2, 1)], terms: [TERMS.get(1), TERMS.get(2)] },
    { purchaseId: 8, ticketIds: [seat(1, 2)], terms: [TERMS.get(1)] },
  ]);
});

test.each([
  ['an event of which nothing is known', [seat(1, 1), seat(9, 1)]],
  ['a cancelled event', [seat(3, 1)]],
  ['an event that is not on sale yet', [seat(4, 1)]],
  ['two currencies', [seat(1, 1), seat(5, 1)]],
  ['a ticket that is taken', [seat(1, 1), TAKEN]],
  ['nothing', []],
])('not one of %s', (_what, ticketIds) => {
  expect(chosen([7, ...ticketIds])).toEqual([]);
});

test('what an earlier one wants is for that one alone, whether it gets it or not', () => {
  expect(chosen([7, seat(1, 1)], [8, seat(1, 1), seat(1, 2)], [9, seat(1, 2)]).map((hold) => hold.purchaseId)).toEqual([
    7,
  ]);
});

test('a purchase that asks twice is chosen once', () => {
  expect(chosen([7, seat(1, 1)], [7, seat(1, 2)])).toHaveLength(1);
});
