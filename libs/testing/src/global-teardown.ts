import { runTeardown } from './teardown.ts';

/** Stops what global-setup started; jest calls it whether tests pass or fail. */
export default async function globalTeardown(): Promise<void> {
  await runTeardown();
}
