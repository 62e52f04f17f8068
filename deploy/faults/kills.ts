import { setTimeout as sleep } from 'node:timers/promises';
import { signal } from '../e2e/support/processes.ts';
import { seeded } from '../e2e/support/random.ts';
import { type FaultOptions, type Field, underFire } from './field.ts';
import type { LoadSize } from './load.ts';

/** How many processes are killed, and how many purchases are paid meanwhile, at least. */
export type KillsOptions = FaultOptions & { kills: number; purchases: number; size?: LoadSize };

/** A cluster in which order and inventory have two processes each. */
export const CLUSTER = { topology: 'cluster', settings: { REPLICAS: 'order=2,inventory=2' } } as const;

const PAUSES_MS = { shortest: 2000, longest: 5000 };
const SIZE: LoadSize = { shoppers: 60, perSecond: 130, seats: 4000 };

/** Kills random processes of a cluster until both amounts are reached. Answers how often each part was killed. */
export async function killParts(
  { platform, hit, paid }: Field,
  { seed, kills: wanted, purchases }: Pick<KillsOptions, 'seed' | 'kills' | 'purchases'>,
  { shortest, longest } = PAUSES_MS,
): Promise<string> {
  const random = seeded(seed);
  const killed = new Map<string, number>();
  for (let done = 0; done < wanted || paid() < purchases; ) {
    await sleep(shortest + random.integer(longest - shortest));
    const part = random.pick(platform().parts().toSorted());
    // It may be down from the last time.
    if (!signal(platform().pidOf(part), 'SIGKILL')) continue;
    hit();
    done++;
    killed.set(part, (killed.get(part) ?? 0) + 1);
  }
  return [...killed].map(([part, times]) => `${part} ${times}`).join(', ');
}

/**
 * Kills a random process of the cluster outright every 2 to 5 seconds, until both amounts are reached. Throws what was
 * not kept.
 */
export async function kills(options: KillsOptions): Promise<void> {
  const { size = SIZE, say } = options;
  let parts = '';
  const figures = await underFire(CLUSTER, { name: 'kills', size }, options, async (field) => {
    parts = await killParts(field, options);
  });
  say(`kills: ${figures} (${parts})`);
}
