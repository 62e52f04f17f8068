import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from './process-info.ts';

/** A signal and how many milliseconds it is given to work before the next one follows. */
export type StopStep = readonly [signal: NodeJS.Signals, waitMs: number];

/**
 * Ends one process by its pid, step by step, and returns when it is gone. A process that already ended, or whose
 * pid meanwhile belongs to another one, is left alone. Throws when it outlives every step.
 */
export async function endProcess(pid: number, steps: readonly StopStep[]): Promise<void> {
  const identity = processIdentity(pid);
  const isGone = () => identity === undefined || processIdentity(pid) !== identity;
  for (const [signal, waitMs] of steps) {
    if (isGone()) {
      return;
    }
    send(pid, signal);
    const deadline = Date.now() + waitMs;
    while (!isGone() && Date.now() < deadline) {
      await sleep(20);
    }
  }
  if (!isGone()) {
    throw new Error(`Process ${pid} does not end`);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // ESRCH: it ended between the look and the signal, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}
