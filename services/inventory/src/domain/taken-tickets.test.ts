import { expect, test } from '@jest/globals';
import type { EventTerms } from './event-terms.ts';
import type { OfferedTicket } from './holding.ts';
import { createTakenTickets } from './taken-tickets.ts';
import type { Ticket, TicketStatus } from './ticket.ts';

const START = Date.parse('2027-01-01T12:00:00Z');
const terms: EventTerms = {
  eventId: 1,
  partnerId: 1,
  name: 'Hamlet',
  status: 'published',
  currency: 'BRL',
  startsAt: new Date('2027-06-01T20:00:00Z'),
  salesStart: null,
  salesEnd: null,
  version: 1,
};
const seat = (n: number, status: TicketStatus, purchaseId: number | null = null): OfferedTicket => {
  const ticket: Ticket = {
    ...{ id: 1_000_000 + n, eventId: 1, batchId: 1, seat: `S${n}`, section: '', price: 1000 },
    ...{ status, purchaseId },
  };
  return { ticket, terms };
};
const want = (purchaseId: number, ...seats: number[]) => ({
  purchaseId,
  ticketIds: seats.map((n) => 1_000_000 + n),
});

function start() {
  let now = START;
  const taken = createTakenTickets(() => new Date(now));
  return { ...taken, wait: (ms: number) => (now += ms) };
}

test('a hold of tickets that were just seen to be taken is refused with all of them', () => {
  const { learn, refuse } = start();
  learn([seat(1, 'sold', 5), seat(2, 'held', 6)]);
  expect(refuse(want(7, 1, 2), 'reserves')).toMatchObject({
    refusal: {
      reason: 'ticket_unavailable',
      metadata: {
        tickets: [
          { ticket_id: 1_000_001, reason: 'sold' },
          { ticket_id: 1_000_002, reason: 'held' },
        ],
      },
    },
    wanted: [{ ticket: { id: 1_000_001 } }, { ticket: { id: 1_000_002 } }],
  });
});

test('the database decides when a ticket is unknown, available, forgotten, its own, or seen too long ago', () => {
  const { learn, forget, refuse, wait } = start();
  learn([seat(1, 'sold', 5), seat(2, 'available'), seat(3, 'held', 6)]);
  expect(refuse(want(7, 1, 4), 'reserves')).toBeUndefined();
  expect(refuse(want(7, 1, 2), 'reserves')).toBeUndefined();
  expect(refuse(want(6, 3), 'reserves')).toBeUndefined();
  forget([1_000_003]);
  expect(refuse(want(7, 3), 'reserves')).toBeUndefined();
  wait(249);
  expect(refuse(want(7, 1), 'reserves')).toBeDefined();
  wait(251);
  expect(refuse(want(7, 1), 'reserves')).toBeUndefined();
});

test('after a quarter of a second one of those who check and one of those who reserve look again', () => {
  const { learn, refuse, wait } = start();
  learn([seat(1, 'held', 5), seat(2, 'held', 5)]);
  wait(250);
  for (const who of ['checks', 'reserves'] as const) {
    expect(refuse(want(7, 1, 2), who)).toBeUndefined();
    expect(refuse(want(8, 1, 2), who)).toBeDefined();
    expect(refuse(want(9, 2), who)).toBeDefined();
  }
  wait(249);
  learn([seat(1, 'sold', 5)]);
  wait(1);
  expect(refuse(want(8, 1), 'checks')).toBeDefined();
  expect(refuse(want(8, 2), 'checks')).toBeUndefined();
});

test('what is seen later counts: a ticket that is available again is not refused', () => {
  const { learn, refuse } = start();
  learn([seat(1, 'held', 5)]);
  learn([seat(1, 'available')]);
  expect(refuse(want(7, 1), 'reserves')).toBeUndefined();
});

test('the database decides about the tickets of an event whose terms changed, and of no other', () => {
  const { learn, forgetEvents, refuse } = start();
  const other = {
    ticket: { ...seat(9, 'sold', 5).ticket, id: 2_000_001, eventId: 2 },
    terms: { ...terms, eventId: 2 },
  };
  learn([seat(1, 'sold', 5), other]);
  forgetEvents([1]);
  expect(refuse(want(7, 1), 'reserves')).toBeUndefined();
  expect(refuse({ purchaseId: 7, ticketIds: [2_000_001] }, 'reserves')).toBeDefined();
});

test('the oldest of very many are forgotten', () => {
  const { learn, refuse } = start();
  learn(Array.from({ length: 100_001 }, (_, n) => seat(n + 1, 'sold', 5)));
  expect(refuse(want(7, 1), 'reserves')).toBeUndefined();
  expect(refuse(want(7, 2), 'reserves')).toBeDefined();
});
