import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Environment, READY } from '@boxoffice/platform';
import type { Part } from '../foundation/keep-running.ts';
import { NODE_FLAGS } from '../tools/node-flags.mjs';
import type { HeldSocket } from './held-socket.ts';

/** One part of the platform as a process of its own. */
export type ServiceProcess = Part & {
  pid: number;
  /** Ends it as the next one has taken over: its clients are sent elsewhere first. */
  retire(): Promise<void>;
};

/** How a process is started. */
export type ProcessPlan = {
  name: string;
  /** Where it answers. */
  url: string;
  /** TypeScript file to run. */
  entry: string;
  env: Environment;
  /** What it listens on, by the variable that tells it the descriptor. */
  sockets: Record<string, HeldSocket>;
};

const READY_TIMEOUT_MS = 60_000;
// Longer than a process gives itself.
const STOP_TIMEOUT_MS = 35_000;
const STDIO = ['ignore', 'inherit', 'inherit', 'ipc'] as const;

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function end(child: ChildProcess, signal: 'SIGINT' | 'SIGTERM', limitMs: number): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  const killer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  await exited;
  clearTimeout(killer);
}

function launch({ entry, env, sockets }: ProcessPlan): ChildProcess {
  const descriptors = Object.keys(sockets).map((variable, i) => [variable, String(STDIO.length + i)]);
  // In a group of its own: a Ctrl-C in the terminal reaches the supervisor alone, which stops the parts in order.
  return spawn(process.execPath, [...NODE_FLAGS, entry], {
    env: { ...env, ...Object.fromEntries(descriptors) },
    detached: true,
    stdio: [...STDIO, ...Object.values(sockets).map(({ fd }) => fd)],
  });
}

async function untilReady(name: string, child: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    reject(new Error(`${name} was not ready after ${READY_TIMEOUT_MS / 1000} s`));
  }, READY_TIMEOUT_MS);
  child.on('message', (message) => {
    if (message === READY) resolve();
  });
  child.once('error', reject);
  child.once('exit', (code, signal) => {
    reject(new Error(`${name} ended while it was starting (${signal ?? `code ${code}`})`));
  });
  await promise.finally(() => clearTimeout(timer));
}

/**
 * Starts a process and waits until it is ready. It shares this process's output, and a channel by which each notices the
 * end of the other. `ended` is called when it ends after having been ready.
 */
export async function startProcess(plan: ProcessPlan, ended: () => void): Promise<ServiceProcess> {
  const { name, url } = plan;
  const child = launch(plan);
  const stop = () => end(child, 'SIGINT', STOP_TIMEOUT_MS);
  try {
    await untilReady(name, child);
  } catch (error) {
    await stop();
    throw error;
  }
  child.once('exit', ended);
  if (hasEnded(child)) ended();
  const pid = child.pid ?? 0;
  process.stdout.write(`pid ${name} ${pid}\nurl ${name} ${url}\n`);
  return { pid, stop, retire: () => end(child, 'SIGTERM', STOP_TIMEOUT_MS) };
}
