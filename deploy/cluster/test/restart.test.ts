import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const FOLDER = resolve(import.meta.dirname, '..');

let dataDir: string;
let supervisor: ChildProcess | undefined;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'boxoffice-restart-'));
});
afterEach(async () => {
  await end('SIGKILL');
  rmSync(dataDir, { recursive: true });
});

async function supervise(outcome: 'fail' | 'succeed'): Promise<void> {
  const args = [join(FOLDER, 'test/supervisor-main.ts'), dataDir, outcome];
  supervisor = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(supervisor, 'message');
}

async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (supervisor?.exitCode !== null || supervisor.signalCode !== null) return;
  const exited = once(supervisor, 'exit');
  supervisor.kill(signal);
  await exited;
}

/** Runs `npm run cluster:restart`. */
function restart(): Promise<{ code: unknown; stdout: string[]; stderr: string }> {
  const env = { ...process.env, BOXOFFICE_DATA: dataDir };
  return new Promise((done) =>
    execFile(process.execPath, [join(FOLDER, 'restart-main.ts')], { env }, (error, stdout, stderr) =>
      done({ code: error ? error.code : 0, stdout: stdout.trim().split('\n'), stderr }),
    ),
  );
}

test('a restart is shown to its end, each one anew', async () => {
  await supervise('succeed');
  const expected = [expect.stringContaining('Restarting'), '1 of 2', '2 of 2', expect.stringContaining('restarted')];
  for (let i = 0; i < 2; i++) expect(await restart()).toMatchObject({ code: 0, stdout: expected });
});

test('two who ask at once follow one restart', async () => {
  await supervise('succeed');
  for (const { code, stdout } of await Promise.all([restart(), restart()])) {
    expect([code, stdout.at(-1)]).toEqual([0, 'The cluster is restarted']);
  }
});

test('a restart that fails is told, and fails the command', async () => {
  await supervise('fail');
  const { code, stdout } = await restart();
  expect([code, stdout.at(-1)]).toEqual([1, 'order was not ready after 60 s; what was not replaced goes on']);
});

test.each(['SIGTERM', 'SIGKILL'] as const)('a cluster that ended with %s is not there', async (signal) => {
  await supervise('succeed');
  await end(signal);
  const { code, stderr } = await restart();
  expect([code, stderr]).toEqual([1, `No cluster runs on ${dataDir}. "npm run start:cluster" starts one.\n`]);
});
