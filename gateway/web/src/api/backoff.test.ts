import { expect, test } from '@jest/globals';
import { createBackoff } from './backoff.ts';

test('each wait is twice the one before, for half a minute at most', () => {
  const backoff = createBackoff(() => 1);
  expect([1, 2, 3, 4, 5, 6, 7].map(() => backoff.next())).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

test('a connection that stood begins anew', () => {
  const backoff = createBackoff(() => 1);
  backoff.next();
  backoff.next();
  backoff.reset();
  expect(backoff.next()).toBe(1000);
});

test('chance spreads a crowd over half of each wait', () => {
  expect(createBackoff(() => 0).next()).toBe(500);
});

test('the server may ask for more, and for another first wait', () => {
  const backoff = createBackoff(() => 1);
  expect(backoff.next(5000)).toBe(5000);
  backoff.base(3000);
  backoff.reset();
  expect(backoff.next()).toBe(3000);
  backoff.base(1);
  backoff.reset();
  expect(backoff.next()).toBe(500);
});
