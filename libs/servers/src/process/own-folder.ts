import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from './process-info.ts';

/** Raised when a live process already runs a server on the folder; names the folder and that process. */
export class FolderInUseError extends Error {
  readonly folder: string;
  readonly ownerPid: number;

  constructor(folder: string, ownerPid: number) {
    super(`The folder ${folder} is in use by process ${ownerPid}. Stop that process, or choose another folder.`);
    this.name = 'FolderInUseError';
    this.folder = folder;
    this.ownerPid = ownerPid;
  }
}

/**
 * Makes this process the only owner of a folder until the returned function is called. The owner is kept in
 * `owner.json` with its pid and start time, so a lock left by a killed process, or by one whose pid is reused, is
 * taken over. Throws FolderInUseError, which shows the folder's name as the user knows it, when the owner lives.
 */
export function ownFolder(folder: string, shownAs = folder): () => void {
  const path = join(folder, 'owner.json');
  const mine = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid), id: randomName() });
  // The lock appears complete or not at all: it is written aside and then linked to its name.
  const draft = `${path}.${randomName()}`;
  writeDraft(shownAs, draft, mine);
  try {
    while (!linked(draft, path)) {
      const found = readIfThere(path);
      if (found !== undefined) {
        refuseIfAlive(shownAs, found);
        takeAway(path, found);
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (readIfThere(path) === mine) {
      rmSync(path, { force: true });
    }
  };
}

function writeDraft(folder: string, draft: string, text: string): void {
  try {
    writeFileSync(draft, text);
  } catch (cause) {
    const hint = 'Start as the user it belongs to, or choose another folder.';
    throw new Error(`The folder ${folder} can't be written. ${hint}`, { cause });
  }
}

function refuseIfAlive(folder: string, lock: string): void {
  const { pid, identity } = parse(lock);
  if (identity !== undefined && processIdentity(pid) === identity) {
    throw new FolderInUseError(folder, pid);
  }
}

function parse(lock: string): { pid: number; identity: string | undefined } {
  try {
    const value: unknown = JSON.parse(lock);
    if (typeof value === 'object' && value !== null && 'pid' in value && 'identity' in value) {
      return { pid: Number(value.pid), identity: String(value.identity) };
    }
  } catch {
    // A lock that can't be read was not written by a complete start; nobody owns it.
  }
  return { pid: 0, identity: undefined };
}

/** Removes exactly the stale lock that was looked at: another process may have replaced it since. */
function takeAway(path: string, stale: string): void {
  const aside = `${path}.${randomName()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) {
      return;
    }
    throw error;
  }
  if (readIfThere(aside) !== stale) {
    linked(aside, path);
  }
  rmSync(aside, { force: true });
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) {
      return false;
    }
    throw error;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) {
      return undefined;
    }
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

function randomName(): string {
  return randomBytes(6).toString('hex');
}
