import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { NODE_FLAGS } from '../tools/node-flags.mjs';

/** A program of this suite that runs in a process of its own and says by its channel when it is ready. */
export type Child = {
  pid: number;
  /** What it said when it was ready. */
  hello: unknown;
  process: ChildProcess;
  stop(): Promise<void>;
};

const ROOT = resolve(import.meta.dirname, '../..');
const NODE = join(ROOT, 'node_modules/node/bin/node');
const running = new Set<ChildProcess>();
const STOP_LIMIT_MS = 5000;

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await exited;
  clearTimeout(killer);
}

/** Stops every process that was started here. */
export async function stopChildren(): Promise<void> {
  await Promise.all([...running].map(end));
}

/** Starts a program, given by its file in this folder, and waits for its first message. */
export async function startChild(program: string, env: Record<string, string> = {}): Promise<Child> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(NODE, [...NODE_FLAGS, join(import.meta.dirname, program)], {
    cwd: ROOT,
    env: { PATH, HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  running.add(child);
  const killWithThis = () => child.kill('SIGKILL');
  process.once('exit', killWithThis);
  child.once('exit', () => {
    running.delete(child);
    process.off('exit', killWithThis);
  });
  const gone = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`${program} ended while it was starting (${signal ?? `code ${code}`})`);
  });
  const [hello] = await Promise.race([once(child, 'message'), gone]);
  gone.catch(() => undefined);
  return { pid: child.pid ?? 0, hello, process: child, stop: () => end(child) };
}
