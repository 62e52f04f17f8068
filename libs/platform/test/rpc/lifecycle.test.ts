import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { READY } from '@boxoffice/platform';
import { eventually } from '@boxoffice/testing';
import { afterEach, expect, test } from '@jest/globals';

const AN_HOUR_MS = 3_600_000;

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
});

/** Starts a process and waits until it is ready; answers what it tells, and how it ends. */
async function start(drainMs: number) {
  const program = join(import.meta.dirname, 'lifecycle-main.ts');
  const started = spawn(process.execPath, [program, String(drainMs)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child = started;
  const told: unknown[] = [];
  started.on('message', (message) => told.push(message));
  const ended = once(started, 'exit');
  await eventually(() => expect(told).toContain(READY), { timeoutMs: 20_000 });
  return { told, ended, child: started };
}

test('a process tells its parent that it is ready once it is, and not before', async () => {
  const { told } = await start(0);
  expect(told).toEqual(['asked', 'asked', 'asked', READY]);
});

test('SIGTERM drains, then stops', async () => {
  const { told, ended, child } = await start(0);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(told.slice(told.indexOf(READY) + 1)).toEqual(['drain', 'drained', 'stop']);
});

test('SIGINT stops at once', async () => {
  const { told, ended, child } = await start(AN_HOUR_MS);
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  expect(told).not.toContain('drained');
  expect(told.at(-1)).toBe('stop');
});

test('SIGINT cuts short what SIGTERM began', async () => {
  const { told, ended, child } = await start(AN_HOUR_MS);
  child.kill('SIGTERM');
  await eventually(() => expect(told).toContain('drain'));
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  expect(told.slice(-2)).toEqual(['drain', 'stop']);
});

test('a process whose parent lets go of it stops', async () => {
  const { ended, child } = await start(AN_HOUR_MS);
  child.disconnect();
  expect(await ended).toEqual([0, null]);
});
