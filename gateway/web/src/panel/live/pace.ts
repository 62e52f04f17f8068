/** A task that is asked for often and runs seldom. */
export type Paced = { ask(): void; stop(): void };

/**
 * Runs a task soon after it is asked for, at most once an `interval`, and once more an interval after it was last asked:
 * figures may lag behind what was told, so that the last run must come late enough to see all of it.
 */
export function createPace(run: () => void, { soon = 150, interval = 1000 } = {}): Paced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let askedAt = 0;
  let ranAt = Number.NEGATIVE_INFINITY;

  function turn(): void {
    ranAt = Date.now();
    timer = ranAt - askedAt >= interval ? undefined : setTimeout(turn, interval);
    run();
  }

  return {
    ask() {
      askedAt = Date.now();
      timer ??= setTimeout(turn, Math.max(soon, ranAt + interval - askedAt));
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
