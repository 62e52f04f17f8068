import { expect, test } from '@jest/globals';
import { eventIdOf, MAX_EVENT_ID, MAX_TICKETS_PER_EVENT, ticketIdOf, ticketNumberOf, toNumber } from './ids.ts';

test('a ticket id tells its event and its number', () => {
  const id = ticketIdOf(42, 7);
  expect([id, eventIdOf(id), ticketNumberOf(id)]).toEqual([42_000_007, 42, 7]);
});

test('the last ticket of the last event is still a safe integer', () => {
  expect(Number.isSafeInteger(ticketIdOf(MAX_EVENT_ID, MAX_TICKETS_PER_EVENT))).toBe(true);
});

test('an int64 beyond 2^53-1 is refused, not rounded', () => {
  expect(() => toNumber(2n ** 53n)).toThrow('is beyond 2^53-1');
});
