import { expect, test } from '@jest/globals';
import type { Intent, PlannedPurchase } from '../plan/purchases.ts';
import type { PurchaseAnswer } from '../rest/answers.ts';
import { settledBefore, ticketIdsOf, ticketSet } from './purchases.ts';

const planned = (intent: Intent): PlannedPurchase => ({ n: 1, customer: 0, intent, seats: [], cancel: [] });
const earlier = (reason: string | null): PurchaseAnswer => ({ id: 7, status: 'any', reason, items: [] });

test('a purchase that is there is not made again, unless it failed of something that passes', () => {
  expect(settledBefore(planned('paid'), [])).toBeUndefined();
  expect(settledBefore(planned('paid'), [earlier(null)])).toMatchObject({ id: 7 });
  expect(settledBefore(planned('paid'), [earlier('ticket_unavailable')])).toMatchObject({ id: 7 });
  expect(settledBefore(planned('paid'), [earlier('payment_timeout')])).toBeUndefined();
  expect(settledBefore(planned('declined'), [earlier('payment_declined')])).toMatchObject({ id: 7 });
  expect(settledBefore(planned('reserved'), [earlier('hold_expired')])).toMatchObject({ id: 7 });
});

test('of several earlier purchases the one that stands counts', () => {
  const failed = { ...earlier('ticket_unavailable'), id: 6, status: 'failed' };
  const paid = { ...earlier(null), status: 'paid' };
  expect(settledBefore(planned('paid'), [failed, paid])).toBe(paid);
  expect(settledBefore(planned('paid'), [failed])).toBe(failed);
});

test('seats become ticket ids while all of their events are on sale', () => {
  const event = { id: 3, onSale: true, firstTicketIds: new Map([['Plateia', 3_000_041]]) };
  const seats = [0, 5].map((offset) => ({ event: 'Hamlet', section: 'Plateia', offset }));
  expect(ticketIdsOf(seats, new Map([['Hamlet', event]]))).toEqual([3_000_041, 3_000_046]);
  expect(ticketIdsOf(seats, new Map([['Hamlet', { ...event, onSale: false }]]))).toBeUndefined();
  expect(ticketIdsOf(seats, new Map())).toBeUndefined();
});

test('a set of tickets is known whatever its order', () => {
  expect(ticketSet([12, 3])).toBe(ticketSet([3, 12]));
});
