import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from '@boxoffice/servers';

/** How far a rolling restart is. */
export type Progress = {
  /** Counts the restarts of one supervisor, from 1. */
  run: number;
  state: 'running' | 'done' | 'failed';
  /** What it has told so far. */
  lines: string[];
};

type Supervisor = { pid: number; identity: string };

const pidFile = (dataDir: string) => join(dataDir, 'cluster.pid');
const progressFile = (dataDir: string) => join(dataDir, 'cluster-restart.json');

// Beside it first and then into its place, so that nobody reads half of it.
function write(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value)}\n`);
  renameSync(`${file}.new`, file);
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Tells who supervises the cluster of a data folder: this process. */
export function announceSupervisor(dataDir: string): void {
  rmSync(progressFile(dataDir), { force: true });
  write(pidFile(dataDir), { pid: process.pid, identity: processIdentity(process.pid) });
}

/** Takes that back. */
export function withdrawSupervisor(dataDir: string): void {
  for (const file of [pidFile(dataDir), progressFile(dataDir)]) rmSync(file, { force: true });
}

/** The process that supervises the cluster of a data folder now. */
export function findSupervisor(dataDir: string): number | undefined {
  const found = read(pidFile(dataDir)) as Supervisor | undefined;
  // Another process may have got the pid of one that was killed.
  return found && processIdentity(found.pid) === found.identity ? found.pid : undefined;
}

export function writeProgress(dataDir: string, progress: Progress): void {
  write(progressFile(dataDir), progress);
}

/** The last restart; undefined when there was none. */
export function readProgress(dataDir: string): Progress | undefined {
  return read(progressFile(dataDir)) as Progress | undefined;
}
