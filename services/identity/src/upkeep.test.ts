import { createLog } from '@boxoffice/platform';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { startUpkeep } from './upkeep.ts';

const HOUR = 60 * 60 * 1000;
const log = createLog('test', 'silent');

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('upkeep runs now and every hour, also after a failure, until it is stopped', async () => {
  let runs = 0;
  const upkeep = startUpkeep(async () => {
    runs++;
    if (runs === 2) throw new Error('no database');
  }, log);
  expect(runs).toBe(1);
  await jest.advanceTimersByTimeAsync(2 * HOUR);
  expect(runs).toBe(3);
  await upkeep.stop();
  await jest.advanceTimersByTimeAsync(2 * HOUR);
  expect(runs).toBe(3);
});

test('stopping waits for the work under way, and slow work is not begun twice', async () => {
  let finish: () => void = () => {};
  let runs = 0;
  const upkeep = startUpkeep(() => {
    runs++;
    return new Promise((resolve) => {
      finish = resolve;
    });
  }, log);
  await jest.advanceTimersByTimeAsync(3 * HOUR);
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
