import { expect, test } from '@jest/globals';
import { learnServerTime, offsetOf, serverNow } from './server-clock.ts';

const NOON = 'Fri, 01 Jan 2027 12:00:00 GMT';
const noon = Date.parse(NOON);

test('clocks that agree within a second and a half are the same', () => {
  expect(offsetOf(NOON, noon)).toBe(0);
  expect(offsetOf(NOON, noon + 1900)).toBe(0);
});

test('a wrong clock is known by how far it is off', () => {
  expect(offsetOf(NOON, noon + 60_500)).toBe(-60_000);
  expect(offsetOf(NOON, noon - 3_599_500)).toBe(3_600_000);
});

test('without a date nothing is learned', () => {
  expect(offsetOf(null, noon)).toBeUndefined();
  expect(offsetOf('soon', noon)).toBeUndefined();
  learnServerTime(new Date(Date.now() + 3_600_000).toUTCString());
  learnServerTime(null);
  expect(Math.round((serverNow() - Date.now()) / 60_000)).toBe(60);
});
