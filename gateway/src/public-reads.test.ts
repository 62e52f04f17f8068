import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { fastify } from 'fastify';
import { Type } from 'typebox';
import { createPublicReads, type Pace, type PublicReads, SHARED_PACE } from './public-reads.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const URL = '/count';
// What a public read may lag, less what inventory's counts may be old.
const SHOWN_MS = 700;

let reads: PublicReads;
let loads: number;
let tookMs: number;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  reads = createPublicReads();
  loads = 0;
  tookMs = 10;
});
afterEach(() => {
  jest.useRealTimers();
});

/** Asks a route for the first time: from then on its answer is kept. */
async function read(pace?: Pace): Promise<void> {
  const app = fastify();
  const load = async () => {
    loads += 1;
    await sleep(tookMs);
    return { count: loads };
  };
  const schema = { response: { 200: Type.Object({ count: Type.Integer() }) } };
  app.get(URL, { ...reads.route, schema }, (request, reply) => reads.answer(request, reply, load, pace));
  await app.ready();
  const answer = app.inject(URL);
  while (loads === 0) await new Promise(setImmediate);
  await pass(tookMs);
  expect((await answer).json()).toEqual({ count: 1 });
}

/** What is shown without a wait: its count, or undefined when whoever asks must wait. */
function shown(): unknown {
  const ready = reads.ready(URL, undefined);
  return ready instanceof Promise || !ready ? undefined : JSON.parse(ready.form.body.toString()).count;
}

for (const [name, pace, wantedMs] of [
  ['a read of its own', undefined, 1000],
  ['a shared read', SHARED_PACE, 3000],
] as const) {
  test(`${name}: while an answer is made anew the one before is sent`, async () => {
    await read(pace);
    tookMs = 100;
    await pass(500);
    expect([loads, shown()]).toEqual([2, 1]);
    await pass(100);
    expect([loads, shown()]).toEqual([2, 2]);
  });

  test(`${name}: what was wanted a moment ago is made anew in time, so that the next reader need not wait`, async () => {
    await read(pace);
    for (const gap of [SHOWN_MS - 100, SHOWN_MS + 100, wantedMs - 100, wantedMs]) {
      await pass(gap);
      expect(shown()).toBe(loads);
    }
  });

  test(`${name}: an answer that takes too long to make is shown no more, and waited for`, async () => {
    await read(pace);
    tookMs = 500;
    // The first took ten milliseconds: it is as old as the question.
    await pass(SHOWN_MS - 20);
    expect(shown()).toBe(1);
    await pass(20);
    expect(shown()).toBeUndefined();
    await pass(250);
    expect(shown()).toBe(2);
  });

  test(`${name}: what nobody wants any more is not made anew`, async () => {
    await read(pace);
    await pass(wantedMs + 500);
    const before = loads;
    expect(before).toBeGreaterThan(wantedMs / SHOWN_MS);
    await pass(5000);
    expect(loads).toBe(before);
    expect(shown()).toBeUndefined();
  });
}

test('shared reads are made anew together, however many, all of them within the time that an answer is shown', async () => {
  const startedAt: number[] = [];
  const load = async () => {
    startedAt.push(performance.now());
    await sleep(10);
    return { count: startedAt.length };
  };
  const app = fastify();
  const schema = { response: { 200: Type.Object({ count: Type.Integer() }) } };
  app.get('/counts/:id', { ...reads.route, schema }, (request, reply) =>
    reads.answer(request, reply, load, SHARED_PACE),
  );
  await app.ready();
  const answers: Promise<unknown>[] = [];
  // One after the other: each becomes due at a time of its own.
  for (let id = 1; id <= 400; id++) {
    answers.push(Promise.resolve(app.inject(`/counts/${id}`)));
    while (startedAt.length < id) await new Promise(setImmediate);
    await pass(1);
  }
  await pass(500);
  await Promise.all(answers);
  startedAt.length = 0;
  await pass(SHOWN_MS);
  expect(startedAt.length).toBeGreaterThanOrEqual(400);
  await pass(1000 - SHOWN_MS);
  // Each alone would be made anew in the next of twenty looks a second.
  const times = new Set(startedAt).size;
  expect(times).toBeGreaterThan(1);
  expect(times).toBeLessThan(11);
});
