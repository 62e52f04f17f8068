const TICK_MS = 5000;

/** Does something that may take long and tells every five seconds that it is still under way. */
export async function ticking<Result>(
  what: string,
  say: (line: string) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  const begun = performance.now();
  const timer = setInterval(() => say(`  ${what}: ${Math.round((performance.now() - begun) / 1000)} s`), TICK_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
