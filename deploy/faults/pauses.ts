import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '../e2e/support/platform.ts';
import { signal } from '../e2e/support/processes.ts';
import { type FaultOptions, underFire } from './field.ts';
import { CLUSTER } from './kills.ts';
import type { LoadSize } from './load.ts';

/** How long each part is paused, in seconds. */
export type PausesOptions = FaultOptions & { seconds: number; size?: LoadSize };

// One process of two, which wakes up to find its work done by the other, and then whole services.
const TURNS = [['order'], ['inventory'], ['order', 'order-2'], ['inventory', 'inventory-2'], ['catalog'], ['gateway']];
const BETWEEN_MS = 8000;
const CLIENT_TIMEOUT_MS = 8000;
const SIZE: LoadSize = { shoppers: 60, perSecond: 60, seats: 4000 };

/** Pauses the processes of some parts; whatever happens, they go on afterwards. */
async function pause(platform: Platform, parts: readonly string[], ms: number): Promise<void> {
  const there = parts.filter((part) => platform.parts().includes(part));
  const pids = there.map((part) => platform.pidOf(part));
  for (const pid of pids) signal(pid, 'SIGSTOP');
  try {
    await sleep(ms);
  } finally {
    for (const pid of pids) signal(pid, 'SIGCONT');
  }
}

/**
 * Pauses each of order, inventory, catalog and the gateway in turn, first one process of two and then both, while
 * clients go on with time-outs of their own. Throws what was not kept.
 */
export async function pauses(options: PausesOptions): Promise<void> {
  const { say, seconds, size = SIZE } = options;
  const sale = { name: 'pauses', size, timeoutMs: CLIENT_TIMEOUT_MS };
  const figures = await underFire(CLUSTER, sale, options, async ({ platform, hit }) => {
    for (const parts of TURNS) {
      await sleep(BETWEEN_MS);
      say(`pauses: ${parts.join(' and ')} for ${seconds} s`);
      await pause(platform(), parts, seconds * 1000);
      hit();
    }
  });
  say(`pauses: ${figures}`);
}
