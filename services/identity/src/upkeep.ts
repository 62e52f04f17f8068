import type { Log } from '@boxoffice/platform';

const HOUR_MS = 60 * 60 * 1000;

/** Work that goes on beside the calls. */
export type Upkeep = { stop(): Promise<void> };

/** Does some work now and every hour; a failure is logged, and the next hour tries again. */
export function startUpkeep(work: () => Promise<void>, log: Log): Upkeep {
  let running: Promise<void> | undefined;

  function run(): void {
    running ??= work()
      .catch((error) => log.warn({ err: error }, 'the hourly upkeep failed'))
      .finally(() => {
        running = undefined;
      });
  }

  const timer = setInterval(run, HOUR_MS);
  timer.unref();
  run();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
