import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { endProcess, type StopStep } from '../process/end-process.ts';
import { commandLine, processIdentity, workingFolder } from '../process/process-info.ts';

/** How PostgreSQL is told to stop: `fast` ends sessions and checkpoints, `immediate` needs recovery afterwards. */
export const STOP_STEPS: Readonly<Record<'fast' | 'immediate', readonly StopStep[]>> = {
  fast: [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ],
  immediate: [
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ],
};

const REAP_MS = 10_000;

/** What PostgreSQL writes about itself into `postmaster.pid` (its first and eighth line). */
export function readPostmaster(cluster: string): { pid: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Stops a PostgreSQL that still runs on the cluster because its owner was killed. A pid file that names a process
 * of someone else is removed, or PostgreSQL would refuse to start for its sake.
 */
export async function stopLeftover(cluster: string, log: Log): Promise<void> {
  const left = readPostmaster(cluster);
  if (left === undefined) {
    return;
  }
  if (processIdentity(left.pid) !== undefined && servesCluster(left.pid, cluster)) {
    log(`Stopping the PostgreSQL that an earlier run left behind (process ${left.pid})`);
    await endProcess(left.pid, STOP_STEPS.fast);
  }
  await untilReaped(left.pid);
  if (hasPid(left.pid)) {
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
  }
}

// A dead process keeps its pid until its parent, or whoever adopts it, has noticed: PostgreSQL would take it for alive.
async function untilReaped(pid: number): Promise<void> {
  const deadline = Date.now() + REAP_MS;
  while (processIdentity(pid) === undefined && hasPid(pid) && Date.now() < deadline) {
    await sleep(20);
  }
}

function hasPid(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function servesCluster(pid: number, cluster: string): boolean {
  const words = commandLine(pid);
  if (!/(^|\/)postgres(\.exe)?$/.test(words[0] ?? '')) {
    return false;
  }
  const folder = realpathSync(cluster);
  // It works in the cluster's folder, also after that was renamed; the command line still has the old name then.
  return workingFolder(pid) === folder || words.includes(folder);
}
