import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FolderInUseError, startPostgres } from '@boxoffice/servers';
import { CannotAudit, reasonOf } from '../cannot-audit.ts';
import { rememberStop, stoppedAt } from './last-write.ts';

/** The PostgreSQL of a data folder, ready to be read. */
export type Embedded = {
  url(database: string): string;
  /** When the platform stopped; undefined while it runs. */
  stoppedAt: Date | undefined;
  stop(): Promise<void>;
};

// A platform that is just starting or stopping is waited for.
const PATIENCE_MS = 60_000;
const LOOK_MS = 250;

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The port of a PostgreSQL that serves the folder now: `postmaster.pid` has its process first, its port fourth. */
function runningPort(folder: string): string | undefined {
  const lines = read(join(folder, 'pgdata', 'postmaster.pid')).split('\n');
  const ready = lines[7]?.trim() === 'ready';
  return ready && isAlive(Number(lines[0])) ? lines[3]?.trim() : undefined;
}

function ownerLives(folder: string): boolean {
  try {
    const owner = JSON.parse(read(join(folder, 'owner.json'))) as { pid?: unknown } | null;
    return isAlive(Number(owner?.pid));
  } catch {
    return false;
  }
}

function useRunning(folder: string, port: string): Embedded {
  const password = read(join(folder, 'superuser-password')).trim();
  if (password === '') throw new CannotAudit(`The superuser's password can't be read from ${folder}.`);
  return {
    url: (database) => `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    // PostgreSQL outlives a platform that was killed.
    stoppedAt: ownerLives(folder) ? undefined : stoppedAt(folder),
    stop: async () => undefined,
  };
}

async function start(folder: string): Promise<Embedded> {
  const stopped = stoppedAt(folder);
  const server = await startPostgres({ dataDir: folder, log: () => undefined });
  return {
    url: (database) => server.url(database),
    stoppedAt: stopped,
    async stop() {
      await server.stop();
      rememberStop(folder, stopped);
    },
  };
}

/**
 * Opens the PostgreSQL of a platform's data folder: the one that runs, or else one that is started for the audit. Throws
 * CannotAudit when the folder has no databases.
 */
export async function openEmbedded(dataDir: string): Promise<Embedded> {
  const path = join(dataDir, 'postgres');
  if (!existsSync(join(path, 'pgdata'))) {
    const hint = 'Start the platform once (npm start), or name another folder: BOXOFFICE_DATA=...';
    throw new CannotAudit(`There is nothing to audit: ${dataDir} has no databases. ${hint}`);
  }
  const folder = realpathSync(path);
  for (const begun = Date.now(); ; await sleep(LOOK_MS)) {
    const port = runningPort(folder);
    if (port) return useRunning(folder, port);
    try {
      return await start(folder);
    } catch (error) {
      if (error instanceof FolderInUseError && Date.now() - begun < PATIENCE_MS) continue;
      throw new CannotAudit(`The databases of ${dataDir} can't be opened: ${reasonOf(error)}`, { cause: error });
    }
  }
}
