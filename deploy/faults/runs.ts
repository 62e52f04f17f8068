import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultOptions } from './field.ts';

/** One of the long fault tests. */
export type Run = {
  name: string;
  what: string;
  /** Runs it with a share of its amounts. Throws what was not kept. */
  start(options: FaultOptions, share: number): Promise<void>;
};

type Program = (options: FaultOptions & Record<string, unknown>) => Promise<void>;

/** A run whose program is an export of a file beside this one. */
function runOf(name: string, what: string, file: string, program: string, amounts: Record<string, number> = {}): Run {
  return {
    name,
    what,
    async start(options, share) {
      const path = join(import.meta.dirname, file);
      if (!existsSync(path)) throw new Error(`${name} can't run: there is no ${file}`);
      const found = ((await import(path)) as Record<string, unknown>)[program];
      if (typeof found !== 'function') throw new Error(`${name} can't run: ${file} exports no ${program}`);
      const scaled = Object.entries(amounts).map(([key, amount]) => [key, Math.max(1, Math.round(amount * share))]);
      await (found as Program)({ ...options, ...Object.fromEntries(scaled) });
    },
  };
}

/** The long fault tests, in the order in which they run. */
export const RUNS: readonly Run[] = [
  runOf('model', '1,000 random histories compared with a model', 'model/run.ts', 'model', { histories: 1000 }),
  runOf('crash-points', 'a crash at every boundary of a purchase', 'crash-points/run.ts', 'crashPoints'),
  runOf('kills', '100 processes of the cluster killed under load, 20,000 purchases', 'kills.ts', 'kills', {
    kills: 100,
    purchases: 20_000,
  }),
  runOf('postgres', 'PostgreSQL stopped at once 20 times under load', 'postgres.ts', 'postgres', { stops: 20 }),
  runOf('broker', 'nats-server killed 50 times under load, its store wiped once', 'broker.ts', 'broker', { kills: 50 }),
  runOf('pauses', 'services and the gateway stopped for 30 s each under load', 'pauses.ts', 'pauses', { seconds: 30 }),
  runOf('standalone', 'the standalone platform and its PostgreSQL killed 5 times', 'standalone.ts', 'standalone', {
    crashes: 5,
  }),
  runOf('rolling', 'every part restarted in turn under load', 'rolling.ts', 'rolling', { rounds: 3 }),
];
