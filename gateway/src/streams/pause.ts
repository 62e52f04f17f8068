import { setTimeout as sleep } from 'node:timers/promises';

/** Waits; keeps no process alive. */
export function pause(ms: number): Promise<void> {
  return sleep(ms, undefined, { ref: false });
}
