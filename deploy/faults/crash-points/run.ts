import { createApi } from '../../e2e/support/api.ts';
import { freshFolder } from '../../e2e/support/folder.ts';
import { startPlatform } from '../../e2e/support/platform.ts';
import { seeded } from '../../e2e/support/random.ts';
import { settles } from './aftermath.ts';
import { type CrashControl, createCrashControl } from './crash-control.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

/** How a run of crash points is made. */
export type CrashPointOptions = {
  seed: number;
  say(line: string): void;
  /** So many points only, chosen by the seed; all of them when it is left out. */
  sample?: number;
};

/** A place to die at, and a purchase's life that leads there. */
type Plan = { scenario: Scenario; point: string };

// Short, so that a run of all points ends within the quarter of an hour: only the waiting is shortened.
const SETTINGS = { HOLD_SECONDS: '6', LEASE_SECONDS: '3', PAYMENT_TIMEOUT_MS: '1500', PAYMENT_RESOLVE_SECONDS: '4' };
const ATTEMPTS = 3;

type Api = ReturnType<typeof createApi>;

/** Plays each scenario undisturbed, and plans one death at every point that it crosses. */
async function plan(api: Api, control: CrashControl, say: (line: string) => void): Promise<Plan[]> {
  const plans = new Map<string, Plan>();
  for (const scenario of SCENARIOS) {
    const stage = await scenario.set(api);
    const mark = control.mark();
    await stage.play();
    await settles(api, scenario, stage);
    for (const point of control.crossedSince(mark)) if (!plans.has(point)) plans.set(point, { scenario, point });
    say(`${scenario.name}: ${plans.size} points so far`);
  }
  return [...plans.values()];
}

/** Plays a scenario in which a process dies at a point; answers after how many milliseconds everything was right. */
async function dieAt(api: Api, control: CrashControl, { scenario, point }: Plan): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const stage = await scenario.set(api);
    control.dieAt(point);
    const start = performance.now();
    await stage.play();
    await settles(api, scenario, stage);
    if (!control.isPending()) return performance.now() - start;
    // Work that goes by in batches, or that another process took, need not come by every time.
    if (attempt === ATTEMPTS) throw new Error(`nobody came to "${point}" in "${scenario.name}"`);
  }
}

/**
 * Lets processes of a cluster die, as by kill -9, before and after every commit, publication, acknowledgement, call and
 * payment of purchases and cancellations, one after the other. Throws when something is not at rest and right within 30 s
 * or the auditor finds anything.
 */
export async function crashPoints({ seed, say, sample }: CrashPointOptions): Promise<void> {
  const random = seeded(seed);
  const control = createCrashControl();
  const folder = await freshFolder();
  try {
    const platform = await startPlatform('cluster', folder, { ...SETTINGS, ...control.settings });
    try {
      const api = createApi(() => platform.url);
      const all = await plan(api, control, say);
      const plans = random.sample(all, sample ?? all.length);
      let slowest = 0;
      for (const [n, each] of plans.entries()) {
        const took = await dieAt(api, control, each);
        slowest = Math.max(slowest, took);
        say(
          `${n + 1}/${plans.length} ${each.point} (${each.scenario.name}): right after ${(took / 1000).toFixed(1)} s`,
        );
      }
      await platform.audit();
      say(`${plans.length} of ${all.length} points, 0 violations, slowest recovery ${(slowest / 1000).toFixed(1)} s`);
    } finally {
      await platform.stop();
    }
  } finally {
    await folder.remove();
    control.remove();
  }
}
