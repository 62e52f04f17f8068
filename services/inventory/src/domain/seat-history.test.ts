import { expect, test } from '@jest/globals';
import { createSeatHistory } from './seat-history.ts';

const lines = (...ids: number[]) => ids.map((id) => ({ id }));

test('each line is told once, though it is read again', () => {
  const history = createSeatHistory(10, 0);
  expect(history.readOnAfter()).toBe(10);
  expect(history.unread(lines(11, 12), 20)).toEqual(lines(11, 12));
  expect(history.readOnAfter()).toBe(10);
  expect(history.unread(lines(11, 12, 13), 40)).toEqual(lines(13));
  expect(history.unread(lines(11, 12, 13), 60)).toEqual([]);
});

test('a line that comes to light after later ones is told', () => {
  const history = createSeatHistory(10, 0);
  expect(history.unread(lines(12), 20)).toEqual(lines(12));
  expect(history.unread(lines(11, 12), 200)).toEqual(lines(11));
});

test('what is a quarter of a second old is not read again', () => {
  const history = createSeatHistory(0, 0);
  history.unread(lines(1), 100);
  history.unread(lines(1, 2), 200);
  expect(history.readOnAfter()).toBe(0);
  history.unread(lines(1, 2), 360);
  expect(history.readOnAfter()).toBe(1);
  history.unread(lines(2), 1000);
  expect(history.readOnAfter()).toBe(2);
  expect(history.unread(lines(3), 1020)).toEqual(lines(3));
});
