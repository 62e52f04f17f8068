import { expect, test } from '@jest/globals';
import { ProblemError } from '../../api/problem.ts';
import { type ChangeProgress, changeInChunks, chunksOf, sortRefused } from './in-chunks.ts';

const ids = (count: number) => Array.from({ length: count }, (_, i) => 1_000_001 + i);

test('a list is cut in pieces, the last one shorter', () => {
  expect(chunksOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(chunksOf([], 2)).toEqual([]);
});

test('at most 1,000 tickets are asked for at once, and progress is told after each request', async () => {
  const sizes: number[] = [];
  const progress: ChangeProgress[] = [];
  const send = async (chunk: number[]) => void sizes.push(chunk.length);
  const result = await changeInChunks(ids(2300), send, (step) => progress.push(step));
  expect(sizes).toEqual([1000, 1000, 300]);
  expect(progress.map(({ done, total }) => `${done}/${total}`)).toEqual(['1000/2300', '2000/2300', '2300/2300']);
  expect(result).toEqual({ changed: ids(2300), refused: [], left: [] });
});

test('a refused chunk does not stop the others; the tickets at fault are told apart from their neighbours', async () => {
  const sold = 1_001_500;
  const error = ProblemError.from(409, { reason: 'ticket_not_available', ticket_ids: [sold] });
  const send = async (chunk: number[]) => {
    if (chunk.includes(sold)) throw error;
  };
  const result = await changeInChunks(ids(2300), send, () => undefined);
  expect(result.changed).toHaveLength(1300);
  expect(result.refused.map(({ ticketIds }) => ticketIds.length)).toEqual([1000]);
  const { atFault, others } = sortRefused(result);
  expect(atFault).toEqual([sold]);
  expect(others).toHaveLength(999);
  expect(others).not.toContain(sold);
});

test('a reason that stands against everything leaves the rest alone', async () => {
  let calls = 0;
  const send = async () => {
    calls += 1;
    throw new Error('cancelled');
  };
  const result = await changeInChunks(
    ids(2300),
    send,
    () => undefined,
    () => false,
  );
  expect(calls).toBe(1);
  expect(result.changed).toEqual([]);
  expect(result.left).toHaveLength(1300);
  expect(sortRefused(result).others).toHaveLength(2300);
});
