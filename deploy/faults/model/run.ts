import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { createHistorian } from './history.ts';
import { histories as historyArbitrary, type Plan } from './plan.ts';
import { openServer } from './platform/databases.ts';
import { openPlatform, type Platform } from './platform/platform.ts';
import { createTally, type Tally } from './tally.ts';

/** What to run. */
export type ModelOptions = {
  /** The same seed makes the same histories. */
  seed: number;
  /** How many, 1 or more. */
  histories: number;
  /** Only the history with this path, as a failure names it: its number, and how it was made smaller. */
  path?: string | undefined;
  say(line: string): void;
};

// Histories wait more than they reckon: some run side by side, each on a platform of its own.
const MOST_PLATFORMS = 4;
const SAY_EVERY_MS = 5000;
const SHRINK_MS = 180_000;
const CLOSE_MS = 30_000;

type Run = (plans: readonly Plan[]) => Promise<void>;
type Failure = { path: string; error: unknown };

/** Runs all histories, each on the first platform that is free, until one fails; answers that one. */
async function runAll(runs: Run[], options: ModelOptions, ran: () => void): Promise<Failure | undefined> {
  const { seed, histories } = options;
  const plans = fc.sample(historyArbitrary, { seed, numRuns: histories }).entries();
  let failure: Failure | undefined;
  await Promise.all(
    runs.map(async (run) => {
      for (const [nth, history] of plans) {
        if (failure) return;
        await run(history).catch((error) => {
          failure ??= { path: String(nth), error };
        });
        ran();
      }
    }),
  );
  return failure;
}

/** Looks for a smaller history that fails as well, each time on a platform that no failure has touched. */
async function shrink(open: () => Promise<Platform>, options: ModelOptions, failure: Failure): Promise<Failure> {
  const { seed, say } = options;
  say(`history ${failure.path} failed: ${lastLine(failure.error)}`);
  say(`looking for a smaller one for ${SHRINK_MS / 1000} s at most`);
  let smallest = failure;
  let platform = await open();
  const details = await fc.check(
    fc.asyncProperty(historyArbitrary, async (history) => {
      try {
        await createHistorian(platform, createTally())(history);
      } catch (error) {
        smallest = { ...smallest, error };
        await closeSoon(platform);
        platform = await open();
        throw error;
      }
    }),
    { seed, path: failure.path, numRuns: 1, interruptAfterTimeLimit: SHRINK_MS },
  );
  return { ...smallest, path: details.counterexamplePath ?? failure.path };
}

const lastLine = (error: unknown) =>
  String(error instanceof Error ? error.message : error)
    .split('\n')
    .at(-1);

/** A platform that failed may not close in good order. */
async function closeSoon(platform: Platform): Promise<void> {
  await Promise.race([platform.close(), sleep(CLOSE_MS, undefined, { ref: false })]).catch(() => undefined);
}

function failed({ seed }: ModelOptions, { path, error }: Failure): Error {
  const text = error instanceof Error ? error.message : String(error);
  return new Error(`SEED=${seed} HISTORY=${path}\n${text}`, { cause: error });
}

async function runOne(run: Run, { seed, path = '' }: ModelOptions): Promise<void> {
  const [history] = fc.sample(historyArbitrary, { seed, path, numRuns: 1 });
  if (!history) throw new Error(`HISTORY=${path}: there is no such history`);
  await run(history);
}

function tell({ say, histories }: ModelOptions, tally: Tally, platforms: readonly Platform[]): () => void {
  const begun = Date.now();
  let told = begun;
  const crashes = () => platforms.reduce((sum, platform) => sum + platform.crashes(), 0);
  return () => {
    if (Date.now() - told < SAY_EVERY_MS) return;
    told = Date.now();
    const seconds = Math.round((told - begun) / 1000);
    const counts = `${tally.sum('commands')} commands, ${crashes()} crashes`;
    say(`${tally.of('histories', 'run')} of ${histories} histories, ${counts}, ${seconds} s`);
  };
}

async function runOn(open: () => Promise<Platform>, options: ModelOptions, tally: Tally): Promise<void> {
  const { path, histories, say } = options;
  if (path !== undefined) {
    const platform = await open();
    await runOne(createHistorian(platform, tally), options).catch((error) => {
      throw failed(options, { path, error });
    });
    return platform.audit();
  }
  const opening = Array.from({ length: Math.min(MOST_PLATFORMS, histories) }, open);
  const platforms = await Promise.all(opening);
  const progress = tell(options, tally, platforms);
  const runs = platforms.map((platform) => createHistorian(platform, tally));
  const failure = await runAll(runs, options, () => {
    tally.count('histories', 'run');
    progress();
  });
  if (failure) throw failed(options, await shrink(open, options, failure));
  for (const platform of platforms) {
    await platform.audit();
    tally.count('crashes', 'of processes', platform.crashes());
  }
  say(`the auditor found nothing in ${platforms.length} platforms`);
}

/**
 * Runs random histories of commands, faults and crashes against the real order, inventory and catalog, and compares every
 * answer, and tickets, money and figures in the end, with a pure model. Throws with the smallest history found that
 * differs, and with what the auditor found. Answers what it saw.
 */
export async function explore(options: ModelOptions): Promise<Tally> {
  const { seed, histories, path, say } = options;
  say(`SEED=${seed} ${path === undefined ? `HISTORIES=${histories}` : `HISTORY=${path}`}`);
  const tally = createTally();
  const server = await openServer(say);
  const platforms: Platform[] = [];
  const open = async () => {
    const platform = await openPlatform(server.adminUrl);
    platforms.push(platform);
    return platform;
  };
  try {
    await runOn(open, options, tally);
    for (const line of tally.lines()) say(line);
    return tally;
  } finally {
    await Promise.all(platforms.map(closeSoon));
    await server.stop();
  }
}

/** See `explore`. */
export async function model(options: ModelOptions): Promise<void> {
  await explore(options);
}
