import { stopWithParent } from '@boxoffice/platform/lifecycle';
import { removeFolders } from '../e2e/support/folder.ts';
import { stopPlatforms } from '../e2e/support/platform.ts';
import type { Say } from './stage.ts';

/** Runs a command to its end, or until it is interrupted: then what it started is stopped and its data removed. */
export async function runCommand(act: (say: Say) => Promise<void>): Promise<void> {
  let ending = false;
  const say: Say = (line) => {
    if (!ending) process.stdout.write(`${line}\n`);
  };
  function interrupt(): void {
    if (ending) return;
    ending = true;
    process.stdout.write('\nStopping what was started\n');
    void stopPlatforms()
      .then(removeFolders)
      .catch((error) => process.stderr.write(`${error}\n`))
      .then(() => process.exit(130));
  }
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  stopWithParent(interrupt);
  try {
    await act(say);
  } catch (error) {
    if (!ending) process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  }
}
