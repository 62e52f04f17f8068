import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { Connection } from './connection.ts';
import { runOpen } from './run-open.ts';
import type { Outgoing, Source } from './sources/source.ts';
import { createTally } from './tally.ts';

const REQUEST: Outgoing = { method: 'GET', path: '/', headers: [], body: null };
const source: Source = { next: () => REQUEST, judge: (_sender, status) => status === 200 };

/** Connections that answer after a while. */
function slow(ms: number) {
  let opened = 0;
  const open = (): Connection => {
    opened++;
    return {
      send: (_request, answered) => void sleep(ms).then(() => answered(200, Buffer.from('ok'), 2, null)),
      close: async () => undefined,
    };
  };
  return { open, opened: () => opened };
}

function plan(perSecond: number, connections: number, warmMs: number) {
  const start = performance.now();
  const time = { start, from: start + warmMs, until: start + warmMs + 200 };
  return { tally: createTally(time.from, time.until, true), schedule: { ...time, perSecond, connections } };
}

test('everything is sent at its rate, however long answers take, on as many connections as that takes', async () => {
  const { open, opened } = slow(100);
  const { tally, schedule } = plan(200, 1000, 50);
  const sent = await runOpen(open, source, tally, schedule);
  expect(sent.offered).toBe(40);
  expect(sent.sent).toBeGreaterThanOrEqual(39);
  expect(opened()).toBeGreaterThan(5);
  expect(tally.report().latency.p50).toBeGreaterThan(90);
});

test('what was to be sent is counted whole, whatever is lost of the fractions of its times', async () => {
  const { open } = slow(0);
  // All of it is over.
  const time = { start: 6.4, from: 56.4, until: 256.4 };
  expect(time.until - time.from).toBeLessThan(200);
  const sent = await runOpen(open, source, createTally(time.from, time.until, true), {
    ...time,
    perSecond: 200,
    connections: 1000,
  });
  expect(sent.offered).toBe(40);
});

test('where there may be no more connections, what was not sent is told', async () => {
  const { open, opened } = slow(100);
  const { tally, schedule } = plan(200, 2, 0);
  const sent = await runOpen(open, source, tally, schedule);
  expect(opened()).toBe(2);
  expect(sent.sent).toBeLessThan(sent.offered / 2);
  // The wait for a connection is part of the latency.
  expect(tally.report().latency.max).toBeGreaterThan(100);
});
