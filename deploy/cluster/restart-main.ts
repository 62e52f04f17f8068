import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError } from '@boxoffice/platform';
import { findSupervisor, readProgress } from './restart-files.ts';
import { readClusterSettings } from './settings.ts';

// Asks the cluster of a data folder for a rolling restart and shows it: `npm run cluster:restart`. A restart that is under
// way already is followed to its end.

const POLL_MS = 100;
const BEGIN_LIMIT_MS = 10_000;

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function readDataDir(): string {
  try {
    return readClusterSettings().dataDir;
  } catch (error) {
    if (error instanceof ConfigError) fail(error.message);
    throw error;
  }
}

async function follow(dataDir: string): Promise<void> {
  const before = readProgress(dataDir);
  const isOwn = (run: number) => before === undefined || run > before.run || before.state === 'running';
  const pid = findSupervisor(dataDir);
  if (pid === undefined) fail(`No cluster runs on ${dataDir}. "npm run start:cluster" starts one.`);
  process.kill(pid, 'SIGHUP');
  const askedAt = Date.now();
  for (let shown = 0; ; await sleep(POLL_MS)) {
    const progress = readProgress(dataDir);
    if (progress && isOwn(progress.run)) {
      for (const line of progress.lines.slice(shown)) process.stdout.write(`${line}\n`);
      shown = progress.lines.length;
      if (progress.state === 'failed') process.exit(1);
      if (progress.state === 'done') return;
    } else if (Date.now() - askedAt > BEGIN_LIMIT_MS) fail(`The cluster (process ${pid}) does not respond.`);
    if (findSupervisor(dataDir) !== pid) fail('The cluster has been stopped.');
  }
}

await follow(readDataDir());
