import { expect, test } from '@jest/globals';
import type { EventTerms } from './event-terms.ts';
import { decideHolds, type HoldDecision } from './holding.ts';
import type { Ticket } from './ticket.ts';

const now = new Date('2030-01-01T12:00:00Z');

const terms = (eventId: number, changes: Partial<EventTerms> = {}): EventTerms => ({
  eventId,
  partnerId: 1,
  name: `Event ${eventId}`,
  status: 'published',
  currency: 'BRL',
  startsAt: new Date('2030-02-01T12:00:00Z'),
  salesStart: null,
  salesEnd: null,
  version: 1,
  ...changes,
});

const ticket = (id: number, changes: Partial<Ticket> = {}): Ticket => ({
  id,
  eventId: Math.floor(id / 10),
  batchId: 1,
  seat: `S${id}`,
  section: '',
  price: 100,
  status: 'available',
  purchaseId: null,
  ...changes,
});

const decide = (holds: [number, number[]][], tickets: Ticket[], events: EventTerms[]): HoldDecision[] =>
  decideHolds(
    holds.map(([purchaseId, ticketIds]) => ({ purchaseId, ticketIds })),
    new Map(tickets.map((one) => [one.id, one])),
    new Map(events.map((one) => [one.eventId, one])),
    now,
  );

const outcome = (decision: HoldDecision | undefined) =>
  decision && ('refusal' in decision ? [decision.refusal.reason, decision.refusal.metadata.tickets] : 'held');

test('two purchases want one ticket: the first gets it, the second learns that it is held', () => {
  const decisions = decide(
    [
      [1, [10, 11]],
      [2, [11, 12]],
    ],
    [ticket(10), ticket(11), ticket(12)],
    [terms(1)],
  );
  expect(decisions.map(outcome)).toEqual(['held', ['ticket_unavailable', [{ ticket_id: 11, reason: 'held' }]]]);
});

test('a refused purchase leaves its other tickets to the next one', () => {
  const tickets = [ticket(10, { status: 'sold', purchaseId: 9 }), ticket(11)];
  const decisions = decide(
    [
      [1, [10, 11]],
      [2, [11]],
    ],
    tickets,
    [terms(1)],
  );
  expect(decisions.map(outcome)).toEqual([['ticket_unavailable', [{ ticket_id: 10, reason: 'sold' }]], 'held']);
});

test('refusals name the tickets at fault; a missing ticket outranks a taken one', () => {
  const [decision] = decide([[1, [10, 99]]], [ticket(10, { status: 'sold', purchaseId: 2 })], [terms(1)]);
  expect(outcome(decision)).toEqual(['ticket_not_found', [{ ticket_id: 99, reason: 'not_found' }]]);
});

test.each([
  ['draft', terms(1, { status: 'draft' }), 'event_not_on_sale'],
  ['cancelled', terms(1, { status: 'cancelled' }), 'event_cancelled'],
  ['begun', terms(1, { startsAt: now }), 'event_not_on_sale'],
  ['before its sales', terms(1, { salesStart: new Date(now.getTime() + 1) }), 'event_not_on_sale'],
  ['after its sales', terms(1, { salesEnd: now }), 'event_not_on_sale'],
])('an event that is %s sells nothing', (_, event, reason) => {
  const [decision] = decide([[1, [10]]], [ticket(10)], [event]);
  expect(outcome(decision)).toEqual([reason, [{ ticket_id: 10, reason }]]);
});

test('sales open with their first moment', () => {
  const [decision] = decide([[1, [10]]], [ticket(10)], [terms(1, { salesStart: now })]);
  expect(outcome(decision)).toBe('held');
});

test('tickets of two currencies are no purchase', () => {
  const [decision] = decide([[1, [10, 20]]], [ticket(10), ticket(20)], [terms(1), terms(2, { currency: 'EUR' })]);
  expect(decision && 'refusal' in decision && decision.refusal).toMatchObject({
    kind: 'invalid',
    reason: 'mixed_currencies',
  });
});
