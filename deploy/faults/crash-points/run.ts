import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApi } from '../../e2e/support/api.ts';
import { freshFolder } from '../../e2e/support/folder.ts';
import { startPlatform } from '../../e2e/support/platform.ts';
import { startSandboxServer } from '../../e2e/support/provider.ts';
import { seeded } from '../../e2e/support/random.ts';
import { type Ground, settles } from './aftermath.ts';
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
// Longer than any chore that goes by the clock and not by what is done, as the folding of figures does.
const PATIENCE_MS = 20_000;
// Longer than the relay's pause between two looks.
const LATE_MS = 500;

const seconds = (ms: number) => (ms / 1000).toFixed(1);

/** Plays each scenario undisturbed, and plans one death at every point that it crosses. */
async function plan(ground: Ground, control: CrashControl, say: (line: string) => void): Promise<Plan[]> {
  const plans = new Map<string, Plan>();
  for (const scenario of SCENARIOS) {
    const stage = await scenario.set(ground.api);
    const mark = control.mark();
    await stage.play();
    await settles(ground, scenario, stage);
    for (const point of control.crossedSince(mark)) if (!plans.has(point)) plans.set(point, { scenario, point });
    say(`${scenario.name}: ${plans.size} points so far`);
  }
  return [...plans.values()];
}

/** Waits for a moment whether the death that is planned comes yet. */
async function strikesLate(control: CrashControl): Promise<boolean> {
  for (const begun = performance.now(); performance.now() - begun < LATE_MS; await sleep(20)) {
    if (!control.isPending()) return true;
  }
  return false;
}

/** Plays a scenario in which a process dies at a point; answers after how many milliseconds everything was right. */
async function dieAt(ground: Ground, control: CrashControl, { scenario, point }: Plan): Promise<number> {
  const begun = performance.now();
  for (let attempt = 1; ; attempt++) {
    const stage = await scenario.set(ground.api);
    control.dieAt(point);
    const start = performance.now();
    await stage.play();
    await settles(ground, scenario, stage);
    // What goes on behind, such as marks of what was published, must not strike while the next attempt is staged.
    if (control.isPending() && (await strikesLate(control))) await settles(ground, scenario, stage);
    if (!control.isPending()) return performance.now() - start;
    // Work that goes by in batches, or that another process took, need not come by every time.
    if (attempt >= ATTEMPTS && performance.now() - begun > PATIENCE_MS)
      throw new Error(`nobody came to "${point}" in "${scenario.name}"`);
  }
}

async function dieEverywhere(ground: Ground, control: CrashControl, plans: Plan[], say: (line: string) => void) {
  let slowestMs = 0;
  for (const [n, each] of plans.entries()) {
    const took = await dieAt(ground, control, each);
    slowestMs = Math.max(slowestMs, took);
    say(`${n + 1}/${plans.length} ${each.point} (${each.scenario.name}): right after ${seconds(took)} s`);
  }
  return slowestMs;
}

/**
 * Lets processes of a cluster die, as by kill -9, before and after every commit, publication, acknowledgement, call and
 * payment of purchases and cancellations, one after the other. Throws when something is not at rest and right within 30 s
 * or the auditor finds anything.
 */
export async function crashPoints({ seed, say, sample }: CrashPointOptions): Promise<void> {
  const control = createCrashControl();
  const provider = await startSandboxServer();
  const folder = await freshFolder();
  try {
    const settings = { ...SETTINGS, ...control.settings, PAYMENT_SANDBOX_URL: provider.url };
    const platform = await startPlatform('cluster', folder, settings);
    try {
      const ground = { api: createApi(() => platform.url), ledger: provider.ledger };
      const all = await plan(ground, control, say);
      const plans = seeded(seed).sample(all, sample ?? all.length);
      const slowestMs = await dieEverywhere(ground, control, plans, say);
      await platform.audit();
      assert.deepEqual(provider.ledger.violations, []);
      say(`${plans.length} of ${all.length} points, 0 violations, slowest recovery ${seconds(slowestMs)} s`);
    } finally {
      await platform.stop();
    }
  } finally {
    await folder.remove();
    await provider.stop();
    control.remove();
  }
}
