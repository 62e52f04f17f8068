// A glance at another tab must not cost a connection.
const AWAY_AFTER_MS = 30_000;

/** Whether someone looks at this page. */
export type Visibility = {
  /** True when nobody has looked for a while. */
  isAway(): boolean;
  untilBack(signal: AbortSignal): Promise<void>;
  stop(): void;
};

/** Follows whether someone looks at this page; `onAway` is called once nobody has for half a minute. */
export function followVisibility(onAway: () => void): Visibility {
  let isAway = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waiting = new Set<() => void>();

  function change(): void {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') {
      timer = setTimeout(() => {
        isAway = true;
        onAway();
      }, AWAY_AFTER_MS);
      return;
    }
    isAway = false;
    for (const go of waiting) go();
    waiting.clear();
  }

  document.addEventListener('visibilitychange', change);
  return {
    isAway: () => isAway,
    untilBack: (signal) =>
      new Promise((resolve) => {
        waiting.add(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    stop() {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', change);
    },
  };
}
