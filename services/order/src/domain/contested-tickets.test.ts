import { expect, test } from '@jest/globals';
import { createContestedTickets } from './contested-tickets.ts';

function start() {
  let now = Date.parse('2027-01-01T12:00:00Z');
  const contested = createContestedTickets(() => new Date(now));
  return { ...contested, wait: (ms: number) => (now += ms) };
}

test('tickets are contested for a second after they were asked for in vain', () => {
  const { note, has, wait } = start();
  expect(has([1])).toBe(false);
  note([1, 2]);
  wait(999);
  note([3]);
  expect(has([1, 2])).toBe(true);
  wait(1);
  expect(has([1])).toBe(false);
  expect(has([3])).toBe(true);
});

test('one ticket that is not contested is enough to try', () => {
  const { note, has } = start();
  note([1]);
  expect(has([1, 2])).toBe(false);
});

test('asking again in vain makes the second begin anew', () => {
  const { note, has, wait } = start();
  note([1]);
  wait(600);
  note([1]);
  wait(600);
  expect(has([1])).toBe(true);
});

test('the oldest of very many are forgotten', () => {
  const { note, has } = start();
  note(Array.from({ length: 100_001 }, (_, n) => n + 1));
  expect(has([1])).toBe(false);
  expect(has([2])).toBe(true);
});
