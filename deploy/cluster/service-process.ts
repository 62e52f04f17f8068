import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '@boxoffice/platform';
import type { Part } from '../foundation/keep-running.ts';

/** One part of the platform as a process of its own. */
export type ServiceProcess = Part & { pid: number };

/** How a process is started and when it counts as ready. */
export type ProcessPlan = {
  name: string;
  /** Where it answers. */
  url: string;
  /** TypeScript file to run. */
  entry: string;
  env: Environment;
  isReady(): Promise<boolean>;
};

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 25_000;

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(killer);
}

/**
 * Starts a process and waits until it is ready. It shares this process's output, and a channel by which it notices that
 * this process is gone. `ended` is called when it ends after having been ready.
 */
export async function startProcess(
  { name, url, entry, env, isReady }: ProcessPlan,
  ended: () => void,
): Promise<ServiceProcess> {
  // In a group of its own: a Ctrl-C in the terminal reaches the supervisor alone, which stops the parts in order.
  const child = spawn(process.execPath, [entry], {
    env: { ...env },
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let ready = false;
  child.once('exit', () => {
    if (ready) ended();
  });
  await once(child, 'spawn');
  const stop = () => stopChild(child);
  for (const start = Date.now(); !(await isReady().catch(() => false)); await sleep(50)) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`${name} ended while it was starting (${child.signalCode ?? `code ${child.exitCode}`})`);
    }
    if (Date.now() - start < READY_TIMEOUT_MS) continue;
    await stop();
    throw new Error(`${name} was not ready after ${READY_TIMEOUT_MS / 1000} s`);
  }
  ready = true;
  const pid = child.pid ?? 0;
  process.stdout.write(`pid ${name} ${pid}\nurl ${name} ${url}\n`);
  return { pid, stop };
}
