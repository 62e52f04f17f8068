import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createTally } from './tally.ts';

const HOUR_MS = 3_600_000;

test('good answers have a latency; others are only counted by status', () => {
  const now = performance.now();
  const tally = createTally(now - 1000, now + HOUR_MS, false);
  tally.answer(201, true, performance.now() - 20, 100, null);
  tally.answer(201, true, performance.now() - 200, 100, null);
  tally.answer(409, false, performance.now() - 5000, 10, null);
  tally.answer(0, false, performance.now(), 0, new Error('gone'));
  const { good, answered, statuses, bytes, latency, firstError, wins } = tally.report();
  expect({ good, answered, statuses, bytes, firstError }).toEqual({
    good: 2,
    answered: 4,
    statuses: { 201: 2, 409: 1, error: 1 },
    bytes: 210,
    firstError: 'gone',
  });
  expect(wins.count).toBe(2);
  expect(latency.p50).toBeGreaterThanOrEqual(20);
  expect(latency.max).toBeGreaterThanOrEqual(200);
  expect(latency.max).toBeLessThan(5000);
});

test('what is answered before or after its time does not count', async () => {
  const now = performance.now();
  const early = createTally(now + HOUR_MS, now + 2 * HOUR_MS, false);
  early.answer(201, true, now, 1, null);
  expect(early.report()).toMatchObject({ good: 0, answered: 0, statuses: {} });
  const late = createTally(now, now + 1, false);
  await sleep(5);
  late.answer(201, true, now, 1, null);
  expect(late.report()).toMatchObject({ good: 0, answered: 0, latency: { max: 0 } });
});

test('in an open loop a late answer to a request of the time adds its latency, but no goodput', async () => {
  const now = performance.now();
  const tally = createTally(now, now + 1, true);
  await sleep(5);
  tally.answer(201, true, now, 1, null);
  const { good, latency } = tally.report();
  expect(good).toBe(0);
  expect(latency.p50).toBeGreaterThan(1);
});
