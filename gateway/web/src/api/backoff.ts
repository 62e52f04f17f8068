const MIN_MS = 500;
const MAX_MS = 30_000;

/** How long to wait before each attempt to connect: twice as long every time, with chance so that a crowd spreads. */
export type Backoff = {
  /** The server's own wish for the first wait. */
  base(ms: number): void;
  /** The next wait, at least as long as the server asked for now. */
  next(atLeastMs?: number): number;
  /** A connection stood. */
  reset(): void;
};

export function createBackoff(random: () => number = Math.random): Backoff {
  let first = 1000;
  let failures = 0;
  return {
    base(ms) {
      first = Math.min(Math.max(ms, MIN_MS), MAX_MS);
    },
    next(atLeastMs = 0) {
      const whole = Math.min(first * 2 ** failures, MAX_MS);
      failures += 1;
      return Math.max(atLeastMs, whole * (0.5 + random() / 2));
    },
    reset() {
      failures = 0;
    },
  };
}
