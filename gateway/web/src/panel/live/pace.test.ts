import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createPace } from './pace.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('one question is answered soon, and once more when everything has settled', () => {
  const run = jest.fn();
  createPace(run).ask();
  expect(run).toHaveBeenCalledTimes(0);
  jest.advanceTimersByTime(150);
  expect(run).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(1000);
  expect(run).toHaveBeenCalledTimes(2);
  jest.advanceTimersByTime(60_000);
  expect(run).toHaveBeenCalledTimes(2);
});

test('a storm of questions runs it once a second', () => {
  const run = jest.fn();
  const pace = createPace(run);
  for (let ms = 0; ms < 10_000; ms += 10) {
    pace.ask();
    jest.advanceTimersByTime(10);
  }
  expect(run.mock.calls.length).toBeGreaterThanOrEqual(9);
  expect(run.mock.calls.length).toBeLessThanOrEqual(11);
});

test('two runs are never closer than a second', () => {
  const times: number[] = [];
  const pace = createPace(() => times.push(Date.now()));
  for (const wait of [0, 1200, 300, 2500, 10]) {
    jest.advanceTimersByTime(wait);
    pace.ask();
  }
  jest.advanceTimersByTime(10_000);
  expect(times.length).toBeGreaterThan(3);
  for (const [i, time] of times.entries()) expect(time - (times[i - 1] ?? -1000)).toBeGreaterThanOrEqual(1000);
});

test('once stopped it runs no more', () => {
  const run = jest.fn();
  const pace = createPace(run);
  pace.ask();
  pace.stop();
  jest.advanceTimersByTime(10_000);
  expect(run).not.toHaveBeenCalled();
});
