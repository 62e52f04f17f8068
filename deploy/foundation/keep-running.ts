import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@boxoffice/platform';

/** A started part that can be stopped. */
export type Part = { stop(): Promise<void> };

/** Starts a part; `ended` is to be called when it ends without having been stopped. */
export type StartPart<Started extends Part> = (ended: () => void) => Promise<Started>;

const LONGEST_PAUSE_MS = 5000;
const SETTLED_MS = 10_000;

/**
 * Starts a part and starts it again whenever it ends by itself: at once after a long life, with growing pauses (at most
 * five seconds) while it keeps ending. The first start's failure is the caller's; later ones are tried again.
 */
export async function keepRunning<Started extends Part>(
  name: string,
  start: StartPart<Started>,
  log: Log,
): Promise<{ part(): Started; stop(): Promise<void> }> {
  let stopping = false;
  let failures = 0;
  let startedAt = Date.now();
  let restarting: Promise<void> = Promise.resolve();
  let part = await start(ended);

  function ended(): void {
    if (stopping) return;
    failures = Date.now() - startedAt > SETTLED_MS ? 0 : failures + 1;
    log.warn({ part: name, failures }, `${name} has ended; starting it again`);
    restarting = restarting.then(restart);
  }

  async function restart(): Promise<void> {
    await part.stop().catch(() => undefined);
    while (!stopping) {
      await sleep(Math.min(100 * 2 ** failures, LONGEST_PAUSE_MS));
      if (stopping) return;
      try {
        startedAt = Date.now();
        part = await start(ended);
        return;
      } catch (error) {
        failures++;
        log.error({ err: error, part: name }, `${name} did not start; trying again`);
      }
    }
  }

  return {
    part: () => part,
    async stop() {
      stopping = true;
      await restarting;
      await part.stop();
    },
  };
}
