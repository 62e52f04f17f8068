import { expect, test } from '@jest/globals';
import { clockText, isUrgent, secondsUntil, toSay } from './countdown.ts';

const END = '2027-01-01T12:10:00.000Z';
const at = (ms: number) => Date.parse(END) - ms;

test('a second that has begun counts, and time does not go below nothing', () => {
  expect(secondsUntil(END, at(600_000))).toBe(600);
  expect(secondsUntil(END, at(599_001))).toBe(600);
  expect(secondsUntil(END, at(1))).toBe(1);
  expect(secondsUntil(END, at(0))).toBe(0);
  expect(secondsUntil(END, at(-5000))).toBe(0);
});

test('time is shown in minutes and seconds', () => {
  expect([600, 65, 9, 0].map(clockText)).toEqual(['10:00', '1:05', '0:09', '0:00']);
});

test('the last minute is urgent', () => {
  expect([61, 60, 0].map(isUrgent)).toEqual([false, true, true]);
});

test('the time left is said when it falls to certain values, once', () => {
  expect(toSay(301, 300)).toBe(300);
  expect(toSay(300, 299)).toBeUndefined();
  expect(toSay(61, 60)).toBe(60);
  expect(toSay(45, 44)).toBeUndefined();
});

test('a page that slept says only where it is now', () => {
  expect(toSay(400, 25)).toBe(30);
  expect(toSay(11, 0)).toBe(10);
});
