import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { HOUR_MS, startChore } from './chore.ts';
import { createLog } from './log.ts';

const log = createLog('test', 'silent');

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('a chore runs now and again and again, also after a failure, until it is stopped', async () => {
  let runs = 0;
  const upkeep = startChore(
    'upkeep',
    HOUR_MS,
    async () => {
      runs++;
      if (runs === 2) throw new Error('no database');
    },
    log,
  );
  expect(runs).toBe(1);
  await jest.advanceTimersByTimeAsync(2 * HOUR_MS);
  expect(runs).toBe(3);
  await upkeep.stop();
  await jest.advanceTimersByTimeAsync(2 * HOUR_MS);
  expect(runs).toBe(3);
});

test('stopping waits for the work under way, and slow work is not begun twice', async () => {
  let finish: () => void = () => {};
  let runs = 0;
  const upkeep = startChore(
    'upkeep',
    HOUR_MS,
    () => {
      runs++;
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    },
    log,
  );
  await jest.advanceTimersByTimeAsync(3 * HOUR_MS);
  expect(runs).toBe(1);
  let stopped = false;
  const stopping = upkeep.stop().then(() => {
    stopped = true;
  });
  await jest.advanceTimersByTimeAsync(1000);
  expect(stopped).toBe(false);
  finish();
  await stopping;
});
