import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats an assertion until it holds and returns its value; after `timeoutMs` (5 s by default) it throws what the
 * assertion threw last.
 */
export async function eventually<T>(
  assertion: () => T | Promise<T>,
  options: { readonly timeoutMs?: number; readonly intervalMs?: number } = {},
): Promise<T> {
  const { timeoutMs = 5_000, intervalMs = 20 } = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() >= deadline) {
        throw error;
      }
    }
    await sleep(intervalMs);
  }
}
