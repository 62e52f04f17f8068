import { setTimeout as sleep } from 'node:timers/promises';
import { signal } from '../e2e/support/processes.ts';
import { seeded } from '../e2e/support/random.ts';
import { type FaultOptions, type Field, underFire } from './field.ts';
import type { LoadSize } from './load.ts';

/** How often the whole platform is killed. */
export type StandaloneOptions = FaultOptions & { crashes: number; size?: LoadSize };

const SHORTEST_LIFE_MS = 6000;
const LONGEST_LIFE_MS = 14_000;
const SIZE: LoadSize = { shoppers: 40, perSecond: 120, seats: 4000 };

/** Kills a standalone platform outright, its PostgreSQL included, and starts it again on the same data. */
export async function crashPlatform({ platform, replace, hit }: Field): Promise<void> {
  const servers = await platform().crash();
  for (const pid of servers) signal(pid, 'SIGKILL');
  hit();
  await replace();
}

/**
 * Kills the standalone platform and its PostgreSQL together in the middle of a sale, and starts it again on the same
 * data, again and again. Throws what was not kept.
 */
export async function standalone(options: StandaloneOptions): Promise<void> {
  const { seed, say, crashes, size = SIZE } = options;
  const random = seeded(seed);
  const scene = { topology: 'standalone' } as const;
  const figures = await underFire(scene, { name: 'standalone', size }, options, async (field) => {
    for (let done = 0; done < crashes; done++) {
      await sleep(SHORTEST_LIFE_MS + random.integer(LONGEST_LIFE_MS - SHORTEST_LIFE_MS));
      await crashPlatform(field);
    }
  });
  say(`standalone: ${figures}`);
}
