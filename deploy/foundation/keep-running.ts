import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@boxoffice/platform';

/** A started part that can be stopped. */
export type Part = { stop(): Promise<void> };

/** Starts a part; `ended` is to be called when it ends without having been stopped. */
export type StartPart<Started extends Part> = (ended: () => void) => Promise<Started>;

/** A part that is kept running. */
export type Kept<Started extends Part> = {
  /** The one that runs, or ran last. */
  part(): Started;
  /**
   * Starts another one in its place and then gives the old one up by `retire`. When the new one does not start it throws,
   * and the old one goes on.
   */
  replace(retire: (old: Started) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
};

type Life = { over: boolean; isCurrent: boolean };
type Instance<Started> = { part: Started; life: Life };

const LONGEST_PAUSE_MS = 5000;
const SETTLED_MS = 2000;

/**
 * Starts a part and starts it again whenever it ends by itself: at once after a long life, with growing pauses (at most
 * five seconds) while it keeps ending. The first start's failure is the caller's; later ones are tried again.
 */
export async function keepRunning<Started extends Part>(
  name: string,
  start: StartPart<Started>,
  log: Log,
): Promise<Kept<Started>> {
  let stopping = false;
  let failures = 0;
  let startedAt = Date.now();
  // Restarts and replacements, one after the other.
  let work: Promise<void> = Promise.resolve();
  let current = await launch();
  if (current.life.over) revive();

  async function launch(): Promise<Instance<Started>> {
    startedAt = Date.now();
    const life: Life = { over: false, isCurrent: false };
    const part = await start(() => {
      life.over = true;
      if (life.isCurrent) revive();
    });
    life.isCurrent = true;
    return { part, life };
  }

  function revive(): void {
    if (stopping) return;
    failures = Date.now() - startedAt > SETTLED_MS ? 0 : failures + 1;
    log.warn({ part: name, failures }, `${name} has ended; starting it again`);
    work = work.then(restart);
  }

  async function restart(): Promise<void> {
    // It may have been replaced meanwhile.
    if (!current.life.over) return;
    await current.part.stop().catch(() => undefined);
    while (!stopping) {
      await sleep(Math.min(100 * 2 ** failures, LONGEST_PAUSE_MS));
      if (stopping) return;
      try {
        current = await launch();
        if (current.life.over) revive();
        return;
      } catch (error) {
        failures++;
        log.error({ err: error, part: name }, `${name} did not start; trying again`);
      }
    }
  }

  async function replaceBy(retire: (old: Started) => Promise<void>): Promise<void> {
    if (stopping) return;
    const old = current;
    current = await launch();
    old.life.isCurrent = false;
    if (current.life.over) revive();
    await (stopping ? old.part.stop() : retire(old.part));
  }

  return {
    part: () => current.part,
    replace(retire) {
      const replaced = work.then(() => replaceBy(retire));
      work = replaced.catch(() => undefined);
      return replaced;
    },
    async stop() {
      stopping = true;
      await work;
      await current.part.stop();
    },
  };
}
