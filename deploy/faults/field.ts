import { check } from './check.ts';
import { type Load, type LoadSize, startLoad } from './load.ts';
import { openStage, type Scene, type Stage } from './stage.ts';

/** What every fault run takes. */
export type FaultOptions = { seed: number; say(line: string): void };

/** What is sold while a platform is hit, and how long clients wait for each answer: 30 s unless told. */
export type Sale = { name: string; size: LoadSize; timeoutMs?: number };

/** A platform that is being sold from while it is hit. */
export type Field = Pick<Stage, 'folder' | 'platform' | 'replace'> & {
  /** Counts a fault. Throws when something is wrong already. */
  hit(): void;
  /** Purchases that were paid so far. */
  paid(): number;
};

/** Hits a platform. */
export type Strike = (field: Field) => Promise<void>;

const SAY_EVERY_MS = 5000;
const CLIENT_TIMEOUT_MS = 30_000;
const LAST_ANSWERS_MS = 180_000;
// A reservation that nobody pays ends while the run goes on.
const SETTINGS = { HOLD_SECONDS: '20' };

function progressOf({ outcomes, failures }: Load, faults: number): string {
  return `${faults} faults; ${outcomes.line()}; repeated for ${failures.line() || 'nothing'}`;
}

/**
 * Sells from a platform while `strike` hits it, then checks what became of everything. Answers the figures; throws what
 * was not kept.
 */
export async function underLoad(stage: Stage, sale: Sale, options: FaultOptions, strike: Strike): Promise<string> {
  const { name, size, timeoutMs = CLIENT_TIMEOUT_MS } = sale;
  const { folder, platform, provider, replace } = stage;
  const { seed } = options;
  const say = (line: string) => options.say(`${name}: ${line}`);
  const load = await startLoad({ url: () => platform().url, timeoutMs }, seed, size);
  let faults = 0;
  let lastFaultAt = performance.now();
  const hit = () => {
    if (load.wrong.length > 0) throw new Error(['clients were told what can not be:', ...load.wrong].join('\n  '));
    faults++;
    lastFaultAt = performance.now();
  };
  const timer = setInterval(() => say(progressOf(load, faults)), SAY_EVERY_MS);
  let patienceMs = 0;
  try {
    await strike({ folder, platform, replace, hit, paid: () => load.outcomes.of('paid') });
    say(`${faults} faults are over; everybody finishes`);
    patienceMs = LAST_ANSWERS_MS;
  } finally {
    await load.stop(patienceMs);
    clearInterval(timer);
  }
  say(progressOf(load, faults));
  say(`the last answer came ${Math.round((performance.now() - lastFaultAt) / 1000)} s after the last fault`);
  const figures = await check({ load, platform: platform(), provider, lastFaultAt, seed, say });
  return `${faults} faults, ${figures}`;
}

/**
 * Starts a platform of its own, sells from it while `strike` hits it, and checks what became of everything. Answers the
 * figures; if something is wrong, the data is kept and named.
 */
export async function underFire(scene: Scene, sale: Sale, options: FaultOptions, strike: Strike): Promise<string> {
  options.say(`${sale.name}: seed ${options.seed}, starting the ${scene.topology} platform`);
  const stage = await openStage({ ...scene, settings: { ...SETTINGS, ...scene.settings } });
  try {
    const figures = await underLoad(stage, sale, options, strike);
    await stage.close();
    return figures;
  } catch (error) {
    options.say(`${sale.name}: failed with seed ${options.seed}; the data is kept in ${await stage.keep()}`);
    throw error;
  }
}
