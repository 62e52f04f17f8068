/** Runs later, by name. */
export type Timers = {
  /** Runs once after a while; one of that name that waits already is left as it is. */
  later(name: string, milliseconds: number, run: () => void): void;
  cancel(name: string): void;
  cancelAll(): void;
};

/** `after` starts a timer and answers how to stop it. */
export function createTimers(after: (milliseconds: number, run: () => void) => () => void): Timers {
  const waiting = new Map<string, () => void>();
  const cancel = (name: string) => {
    waiting.get(name)?.();
    waiting.delete(name);
  };
  return {
    later(name, milliseconds, run) {
      if (waiting.has(name)) return;
      const stop = after(milliseconds, () => {
        waiting.delete(name);
        run();
      });
      waiting.set(name, stop);
    },
    cancel,
    cancelAll() {
      for (const name of [...waiting.keys()]) cancel(name);
    },
  };
}
