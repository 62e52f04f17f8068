import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { fastify } from 'fastify';
import { Type } from 'typebox';
import { createPublicReads, type Pace, type PublicReads, SHARED_PACE } from './public-reads.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const URL = '/count';
// What a public read may lag, less what inventory's counts may be old.
const SHOWN_MS = 700;
// Of a service that tells no state.
const SHARED: Pace = { ...SHARED_PACE, together: { state: () => Promise.reject(new Error('not implemented')) } };

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
  ['a shared read', SHARED, 3000],
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
  app.get('/counts/:id', { ...reads.route, schema }, (request, reply) => reads.answer(request, reply, load, SHARED));
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

/** A pace of answers whose state is `told`, or not to be had when that is an error; it takes a while to tell. */
function pacedBy(told: () => string | undefined | Error) {
  let asked = 0;
  const state = async () => {
    asked += 1;
    const state = told();
    await sleep(tookMs);
    if (state instanceof Error) throw state;
    return state;
  };
  return { pace: { ...SHARED_PACE, together: { state } }, asked: () => asked };
}

/** Lets time pass in which somebody reads again and again, and is never kept waiting. */
async function watch(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 50) {
    expect(shown()).toBeDefined();
    await pass(50);
  }
}

test('shared reads are not made anew while their state is the same, and shown as long', async () => {
  const { pace, asked } = pacedBy(() => 'one');
  await read(pace);
  await watch(1000);
  // Of what it was made of first nothing had been told.
  expect(loads).toBe(2);
  const before = asked();
  await watch(5000);
  expect([loads, shown()]).toEqual([2, 2]);
  expect(asked() - before).toBeGreaterThan(5000 / SHOWN_MS);
  expect(asked() - before).toBeLessThan(20);
});

test('shared reads are made anew when their state is another one, and shown within the time', async () => {
  let state = 'one';
  const { pace } = pacedBy(() => state);
  await read(pace);
  await watch(2000);
  expect(shown()).toBe(2);
  state = 'two';
  await watch(SHOWN_MS);
  expect([loads, shown()]).toEqual([3, 3]);
  await watch(2000);
  expect(loads).toBe(3);
});

test('a change that comes while shared reads are made anew is not missed', async () => {
  let state = 'one';
  const { pace } = pacedBy(() => state);
  await read(pace);
  await watch(2000);
  tookMs = 100;
  state = 'two';
  while (loads < 3) await pass(10);
  // It began with the state before.
  state = 'three';
  await watch(1500);
  expect([loads, shown()]).toEqual([4, 4]);
});

test.each([
  ['is not known', undefined],
  ['is not to be had', new Error('away')],
])('shared reads are made anew while their state %s', async (_what, told) => {
  let state: string | undefined | Error = 'one';
  const { pace } = pacedBy(() => state);
  await read(pace);
  await watch(2000);
  expect(loads).toBe(2);
  state = told;
  await watch(2000);
  const before = loads;
  expect(before).toBeGreaterThanOrEqual(2 + Math.floor(2000 / SHOWN_MS));
  // A load that began while it was not known does not count as one of the state that is told next.
  state = 'one';
  await watch(2000);
  expect(loads).toBeGreaterThan(before);
  expect(loads).toBeLessThanOrEqual(before + 2);
});
