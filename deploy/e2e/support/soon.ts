import { setTimeout as sleep } from 'node:timers/promises';

// Public reads and sales figures may lag by one second; the rest is for a slow machine.
const LAG_MS = 1500;
// What may take longer is looked at less often.
const LONG_MS = 10_000;

/** Repeats an assertion until it holds and returns its value; after `withinMs` it throws what the assertion threw last. */
export async function soon<T>(assertion: () => T | Promise<T>, withinMs = LAG_MS): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await sleep(withinMs > LONG_MS ? 250 : 30);
  }
}
