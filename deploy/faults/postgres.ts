import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../e2e/support/random.ts';
import { type FaultOptions, underFire } from './field.ts';
import { CLUSTER } from './kills.ts';
import type { LoadSize } from './load.ts';
import { stopPostgres } from './servers.ts';

/** How often PostgreSQL is stopped. */
export type PostgresOptions = FaultOptions & { stops: number; size?: LoadSize };

const SHORTEST_PAUSE_MS = 3000;
const LONGEST_PAUSE_MS = 14_000;
const SIZE: LoadSize = { shoppers: 50, perSecond: 100, seats: 4000 };

/** Stops the PostgreSQL of a cluster in the middle of whatever it does, again and again. Throws what was not kept. */
export async function postgres(options: PostgresOptions): Promise<void> {
  const { seed, say, stops, size = SIZE } = options;
  const random = seeded(seed);
  const figures = await underFire(CLUSTER, { name: 'postgres', size }, options, async ({ folder, hit }) => {
    for (let done = 0; done < stops; done++) {
      await sleep(SHORTEST_PAUSE_MS + random.integer(LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS));
      hit();
      await stopPostgres(folder);
    }
  });
  say(`postgres: ${figures}`);
}
