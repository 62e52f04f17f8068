import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Folder } from '../e2e/support/folder.ts';
import type { Platform } from '../e2e/support/platform.ts';
import { signal, stillRunning } from '../e2e/support/processes.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const LOOK_MS = 20;
const RETURN_LIMIT_MS = 60_000;
const BROKER = 'nats-server';

async function until(what: string, condition: () => boolean): Promise<void> {
  for (const start = Date.now(); !condition(); await sleep(LOOK_MS)) {
    if (Date.now() - start > RETURN_LIMIT_MS) throw new Error(`${what} within ${RETURN_LIMIT_MS / 1000} s`);
  }
}

/** The process of a data folder's PostgreSQL once it accepts connections: first and eighth line of `postmaster.pid`. */
function postmaster({ data }: Folder): number | undefined {
  try {
    const lines = readFileSync(join(data, 'postgres/pgdata/postmaster.pid'), 'utf8').split('\n');
    return lines[7]?.trim() === 'ready' ? Number(lines[0]) : undefined;
  } catch {
    // It is being started or stopped.
    return undefined;
  }
}

/** Stops the platform's PostgreSQL as `pg_ctl -m immediate` does, so that it has to recover, and waits for its return. */
export async function stopPostgres(folder: Folder): Promise<void> {
  await until('PostgreSQL was not there', () => postmaster(folder) !== undefined);
  const before = postmaster(folder) ?? 0;
  signal(before, 'SIGQUIT');
  await until('PostgreSQL was not started again', () => ![undefined, before].includes(postmaster(folder)));
}

/** Kills nats-server; false when it is down already. */
export function killBroker(platform: Platform): boolean {
  return signal(platform.pidOf(BROKER), 'SIGKILL');
}

/** Kills nats-server and wipes what it has stored while it is down, then waits for its return. */
export async function wipeBroker(platform: Platform, { data }: Folder): Promise<void> {
  await until('nats-server was not there', () => stillRunning([platform.pidOf(BROKER)]).length > 0);
  const before = platform.pidOf(BROKER);
  // Whoever starts it again is to wait until its store is gone.
  signal(platform.pid, 'SIGSTOP');
  try {
    signal(before, 'SIGKILL');
    await until('nats-server did not end', () => stillRunning([before]).length === 0);
    rmSync(join(data, 'nats/jetstream'), { recursive: true });
  } finally {
    signal(platform.pid, 'SIGCONT');
  }
  await until('nats-server was not started again', () => platform.pidOf(BROKER) !== before);
}

/** Publishes all events since a moment again, as operators do after the broker has lost its store. */
export async function replayOutbox({ data }: Folder, since: Date): Promise<string> {
  const program = [join(ROOT, 'deploy/courier/replay-main.ts'), '--since', since.toISOString()];
  const env = { ...process.env, BOXOFFICE_DATA: data };
  const { stdout } = await promisify(execFile)(process.execPath, program, { cwd: ROOT, env });
  return stdout.trim().split('\n').join(', ');
}
