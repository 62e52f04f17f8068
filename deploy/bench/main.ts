// Measures the platform beside its references: `npm run bench [-- workload ...]`.
import { stopWithParent } from '@boxoffice/platform/lifecycle';
import { removeFolders } from '../e2e/support/folder.ts';
import { stopPlatforms } from '../e2e/support/platform.ts';
import { stopChildren } from './child.ts';
import { readWishes } from './options.ts';
import { measureAll, report } from './run.ts';

let ending = false;

function say(line: string): void {
  if (!ending) process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

/** Ends at once, and takes along what was started. */
function interrupt(): void {
  if (ending) return;
  ending = true;
  process.stdout.write('\nstopping what was started\n');
  void Promise.all([stopPlatforms(), stopChildren()])
    .then(removeFolders)
    .catch((error) => process.stderr.write(`${error}\n`))
    .then(() => process.exit(130));
}

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
stopWithParent(interrupt);

const wishes = readWishes(process.argv.slice(2));
if (wishes) {
  try {
    const results = await measureAll(wishes, say, (soFar) => void report(soFar, wishes.out));
    process.stdout.write(`\n${report(results, wishes.out)}\n`);
    process.exitCode = results.results.every(({ problem }) => problem === undefined) ? 0 : 1;
  } catch (error) {
    if (!ending) process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  }
}
