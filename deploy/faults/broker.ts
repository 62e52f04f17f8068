import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../e2e/support/random.ts';
import { type FaultOptions, underFire } from './field.ts';
import { CLUSTER } from './kills.ts';
import type { LoadSize } from './load.ts';
import { killBroker, replayOutbox, wipeBroker } from './servers.ts';

/** How often nats-server is killed; once in the middle its store is wiped as well. */
export type BrokerOptions = FaultOptions & { kills: number; size?: LoadSize };

const SHORTEST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 5000;
const SIZE: LoadSize = { shoppers: 50, perSecond: 100, seats: 4000 };

/** Kills the nats-server of a cluster again and again, and makes it lose everything once. Throws what was not kept. */
export async function broker(options: BrokerOptions): Promise<void> {
  const { seed, say, kills, size = SIZE } = options;
  const random = seeded(seed);
  const begun = new Date();
  const figures = await underFire(CLUSTER, { name: 'broker', size }, options, async ({ folder, platform, hit }) => {
    const wipeAt = Math.floor(kills / 2);
    for (let done = 0; done < kills; ) {
      await sleep(SHORTEST_PAUSE_MS + random.integer(LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS));
      if (done === wipeAt) {
        await wipeBroker(platform(), folder);
        say(`broker: its store is wiped; ${await replayOutbox(folder, begun)}`);
      } else if (!killBroker(platform())) continue;
      hit();
      done++;
    }
  });
  say(`broker: ${figures}`);
}
