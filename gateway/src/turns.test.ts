import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createTurns } from './turns.ts';

function note(turns: ReturnType<typeof createTurns>, count: number, done: number[]): void {
  for (let i = 0; i < count; i++) turns(() => void done.push(i));
}

test('what fits into a turn is run at once', () => {
  const done: number[] = [];
  note(createTurns(3), 3, done);
  expect(done).toEqual([0, 1, 2]);
});

test('what does not fit waits for the next turns, in order', async () => {
  const turns = createTurns(3);
  const done: number[] = [];
  note(turns, 8, done);
  expect(done).toEqual([0, 1, 2]);
  await nextTurn();
  expect(done).toEqual([0, 1, 2, 3, 4, 5]);
  await nextTurn();
  expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('nobody overtakes those who wait', async () => {
  const turns = createTurns(2);
  const done: string[] = [];
  for (const name of ['a', 'b', 'c', 'd', 'e']) turns(() => void done.push(name));
  await nextTurn();
  turns(() => void done.push('late'));
  expect(done).toEqual(['a', 'b', 'c', 'd']);
  await nextTurn();
  expect(done).toEqual(['a', 'b', 'c', 'd', 'e', 'late']);
});

test('a new turn has all of its room again', async () => {
  const turns = createTurns(2);
  const done: number[] = [];
  note(turns, 2, done);
  await nextTurn();
  note(turns, 2, done);
  expect(done).toEqual([0, 1, 0, 1]);
});
