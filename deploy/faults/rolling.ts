import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '../e2e/support/platform.ts';
import { check } from './check.ts';
import type { Load } from './load.ts';
import { type RollingSize, startRollingLoad } from './rolling-load.ts';
import { openStage, type Stage } from './stage.ts';

/** How often everything is restarted, and under which load. */
export type RollingOptions = { seed: number; rounds: number; say(line: string): void; size?: RollingSize };

const ROOT = resolve(import.meta.dirname, '../..');
const SIZE: RollingSize = { visitors: 40, restMs: 400, seats: 2000 };
const SETTINGS = {
  REPLICAS: 'order=2,inventory=2',
  HOLD_SECONDS: '20',
  // A slow card on a busy machine is no failed request.
  PAYMENT_TIMEOUT_MS: '12000',
  LEASE_SECONDS: '30',
};
// Everything has been called and every connection is in use by then.
const WARM_VISITS = 3;
const SAY_EVERY_MS = 5000;
const LAST_ANSWERS_MS = 60_000;
const BROKER = 'nats-server';

/** Asks for a rolling restart as operators do, and waits for its end. Throws when it failed. */
async function restart({ folder }: Stage, say: (line: string) => void): Promise<void> {
  const child = spawn(process.execPath, [join(ROOT, 'deploy/cluster/restart-main.ts')], {
    cwd: ROOT,
    env: { ...process.env, BOXOFFICE_DATA: folder.data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', say);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the restart ended with code ${code}`);
}

function pidsOf(platform: Platform): Map<string, number> {
  return new Map(platform.parts().map((part) => [part, platform.pidOf(part)]));
}

/** Restarts everything once; throws when a part is still the same process, or the broker is another. */
async function round(stage: Stage, say: (line: string) => void): Promise<number> {
  const before = pidsOf(stage.platform());
  await restart(stage, say);
  const after = pidsOf(stage.platform());
  const kept = [...before].filter(([part, pid]) => after.get(part) === pid).map(([part]) => part);
  if (kept.join() !== BROKER) throw new Error(`not restarted were: ${kept.join(', ') || 'none, not even the broker'}`);
  return before.size - 1;
}

async function warmUp({ outcomes, ledger }: Load): Promise<void> {
  while (outcomes.of('paid') < WARM_VISITS * ledger.customers.length) await sleep(100);
}

function throwFailed({ failures, wrong }: Load): void {
  const failed = failures.line();
  if (failed || wrong.length > 0) throw new Error([`failed requests: ${failed || 'none'}`, ...wrong].join('\n  '));
}

async function restartUnderLoad(stage: Stage, { seed, rounds, say, size = SIZE }: RollingOptions): Promise<string> {
  const load = await startRollingLoad(() => stage.platform().url, seed, size);
  const progress = () => say(`rolling: ${load.outcomes.line()}; failed: ${load.failures.line() || 'none'}`);
  const timer = setInterval(progress, SAY_EVERY_MS);
  let restarts = 0;
  try {
    await warmUp(load);
    for (let done = 1; done <= rounds; done++) {
      say(`rolling: round ${done} of ${rounds}`);
      restarts += await round(stage, (line) => say(`rolling: ${line}`));
    }
  } finally {
    await load.stop(LAST_ANSWERS_MS);
    clearInterval(timer);
  }
  progress();
  throwFailed(load);
  const { provider } = stage;
  const lastFaultAt = performance.now();
  const figures = await check({ load, platform: stage.platform(), provider, lastFaultAt, seed, say });
  return `${restarts} restarts, 0 failed requests, ${figures}`;
}

/**
 * Restarts every process of a cluster but its servers, one after the other, `rounds` times, while people buy, browse and
 * log in without ever repeating a request. Throws when a request failed or a promise was not kept.
 */
export async function rolling(options: RollingOptions): Promise<void> {
  const { seed, say } = options;
  say(`rolling: seed ${seed}, starting a cluster with ${SETTINGS.REPLICAS}`);
  const stage = await openStage({ topology: 'cluster', settings: SETTINGS });
  try {
    const figures = await restartUnderLoad(stage, options);
    await stage.close();
    say(`rolling: ${figures}`);
  } catch (error) {
    say(`rolling: failed with seed ${seed}; the data is kept in ${await stage.keep()}`);
    throw error;
  }
}
