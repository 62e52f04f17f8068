import type { Log } from './log.ts';

/** An hour in milliseconds. */
export const HOUR_MS = 3_600_000;

/** Work that goes on beside the calls. */
export type Chore = { stop(): Promise<void> };

/**
 * Does some work now and again after every `everyMs` milliseconds, never twice at once; a failure is logged, and the next
 * time tries again. `stop` waits for work under way.
 */
export function startChore(name: string, everyMs: number, work: () => Promise<void>, log: Log): Chore {
  let running: Promise<void> | undefined;

  function run(): void {
    running ??= work()
      .catch((error) => log.warn({ err: error, chore: name }, 'a chore failed'))
      .finally(() => {
        running = undefined;
      });
  }

  const timer = setInterval(run, everyMs).unref();
  run();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
