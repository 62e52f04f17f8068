import { expect, test } from '@jest/globals';
import { createSeatMemory } from './seat-memory.ts';

test('what was asked for longest ago makes room', () => {
  const memory = createSeatMemory<string>(10);
  memory.set(1, 'one', 4);
  memory.set(2, 'two', 4);
  expect(memory.get(1)).toBe('one');
  memory.set(3, 'three', 4);
  expect([memory.get(1), memory.get(2), memory.get(3)]).toEqual(['one', undefined, 'three']);
  expect(memory.seats()).toBe(8);
});

test('there is never more than there is room for, but for one event that is larger', () => {
  const memory = createSeatMemory<number>(100);
  for (let id = 1; id <= 1000; id++) {
    memory.set(id % 70, id, id % 30);
    expect(memory.seats()).toBeLessThanOrEqual(100);
  }
  memory.set(5000, 1, 1000);
  expect(memory.seats()).toBe(1000);
  memory.set(5001, 2, 1);
  expect([memory.get(5000), memory.get(5001), memory.seats()]).toEqual([undefined, 2, 1]);
});

test('a value that grows is counted once, and one that is deleted no more', () => {
  const memory = createSeatMemory<string>(10);
  memory.set(1, 'one', 2);
  memory.set(1, 'one, larger', 5);
  expect([memory.get(1), memory.seats()]).toEqual(['one, larger', 5]);
  memory.delete(1);
  memory.delete(2);
  expect([memory.get(1), memory.seats()]).toEqual([undefined, 0]);
});

test('an event without seats takes room too', () => {
  const memory = createSeatMemory<number>(3);
  for (let id = 1; id <= 10; id++) memory.set(id, id, 0);
  expect([memory.seats(), memory.get(7), memory.get(8)]).toEqual([3, undefined, 8]);
});
