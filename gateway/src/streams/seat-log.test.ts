import { expect, test } from '@jest/globals';
import { diffStatuses, mergeChanges } from './seat-changes.ts';
import { createSeatLog, type KnownMap } from './seat-log.ts';

const MINUTE_MS = 60_000;

/** A map whose first tickets have these statuses. */
function map(sequence: number, statuses: number[], layout = 'layout'): KnownMap {
  const taken = new Uint8Array(Math.ceil(statuses.length / 4));
  statuses.forEach((status, i) => {
    taken[i >> 2] = (taken[i >> 2] ?? 0) | (status << ((i & 3) * 2));
  });
  return { sequence, layout, taken };
}

test('what differs between two maps is told by number', () => {
  const [before, after] = [map(0, [0, 1, 2, 3, 0, 0, 0, 0, 1]), map(0, [0, 2, 2, 0, 0, 0, 0, 1, 1])];
  expect(diffStatuses(before.taken, after.taken)).toEqual([2, 2, 4, 0, 8, 1]);
  expect(diffStatuses(after.taken, after.taken)).toEqual([]);
});

test('tickets that came are available before', () => {
  expect(diffStatuses(map(0, [2]).taken, map(0, [2, 0, 0, 0, 0, 3]).taken)).toEqual([6, 3]);
});

test('of several changes of a ticket the last one counts', () => {
  expect(
    mergeChanges([
      [1, 1, 2, 1],
      [1, 2],
      [3, 3],
    ]),
  ).toEqual([1, 2, 2, 1, 3, 3]);
});

test('every position since the beginning has what came after it', () => {
  const log = createSeatLog(map(5, [0, 0, 0]), 0);
  expect(log.take(map(7, [1, 1, 0]), 1)).toEqual({ sequence: 7, changes: [1, 1, 2, 1], isLayout: false });
  log.take(map(9, [2, 0, 0]), 2);
  const told = { sequence: 9, isLayout: false };
  expect(log.after(9)).toEqual({ ...told, changes: [] });
  for (const sequence of [7, 8]) expect(log.after(sequence)).toEqual({ ...told, changes: [1, 2, 2, 0] });
  for (const sequence of [5, 6]) expect(log.after(sequence)).toEqual({ ...told, changes: [1, 2, 2, 0] });
  for (const sequence of [4, 10]) expect(log.after(sequence)).toBeUndefined();
});

test('the same map again is no news, and bytes that change hands do not matter', () => {
  const bytes = map(5, [0, 0]);
  const log = createSeatLog(bytes, 0);
  bytes.taken.fill(255);
  expect(log.take(map(5, [0, 0]), 10)).toBeUndefined();
  expect(log.readAt()).toBe(10);
  expect(log.current().taken).toEqual(map(5, [0, 0]).taken);
});

test('another layout is news, and is told to all who may not know it', () => {
  const log = createSeatLog(map(5, [1]), 0);
  expect(log.take(map(5, [1, 0], 'more seats'), 1)).toEqual({ sequence: 5, changes: [], isLayout: true });
  expect(log.after(5)).toEqual({ sequence: 5, changes: [], isLayout: true });
  log.take(map(6, [1, 2], 'more seats'), 2);
  expect(log.after(5)).toEqual({ sequence: 6, changes: [2, 2], isLayout: true });
  expect(log.after(6)).toEqual({ sequence: 6, changes: [], isLayout: false });
});

test('an older map is left out for two seconds, then it takes the place of all that was known', () => {
  const log = createSeatLog(map(50, [1]), 0);
  log.take(map(51, [2]), 100);
  expect(log.take(map(49, [0]), 200)).toBeUndefined();
  expect(log.take(map(51, [2]), 300)).toBeUndefined();
  expect(log.take(map(3, [3]), 400)).toBeUndefined();
  expect(log.take(map(3, [3]), 2399)).toBeUndefined();
  expect(log.current().sequence).toBe(51);
  expect(log.take(map(4, [3]), 2400)).toBe('replaced');
  expect(log.current().sequence).toBe(4);
  expect([log.after(50), log.after(3)]).toEqual([undefined, undefined]);
});

test('what is too old or too much is forgotten', () => {
  const log = createSeatLog(map(0, [0]), 0);
  for (let n = 1; n <= 10; n++) log.take(map(n, [n % 4]), n * MINUTE_MS);
  expect(log.after(6)).toBeUndefined();
  expect(log.after(7)).toMatchObject({ sequence: 10 });
  const busy = createSeatLog(map(0, [0]), 0);
  for (let n = 1; n <= 1000; n++) busy.take(map(n, [n % 4]), n);
  expect(busy.after(399)).toBeUndefined();
  expect(busy.after(400)).toMatchObject({ sequence: 1000 });
  const large = createSeatLog(map(0, []), 0);
  large.take({ sequence: 1, layout: 'layout', taken: new Uint8Array(10_000).fill(255) }, 1);
  expect([large.after(0), large.after(1)]).toEqual([undefined, { sequence: 1, changes: [], isLayout: false }]);
});
