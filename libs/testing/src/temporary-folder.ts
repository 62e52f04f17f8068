import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAbandoned } from '@boxoffice/servers';

const PREFIX = 'boxoffice-test-';
// A folder this young may be one that its run has not locked yet.
const YOUNG_MS = 10 * 60_000;
// A database cluster is over a thousand files; in memory, making one takes a fraction of the time it takes on a disk.
const MEMORY = '/dev/shm';
const ENOUGH_MEMORY_BYTES = 4 * 1024 ** 3;

/** A fresh folder for the servers of one test run or file, in memory where the system has much of it. */
export function temporaryFolder(): string {
  return mkdtempSync(join(hasMemoryFolder() ? MEMORY : tmpdir(), PREFIX));
}

function hasMemoryFolder(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ENOUGH_MEMORY_BYTES;
  } catch {
    return false;
  }
}

/** Removes a folder made by temporaryFolder, also where its data had to move (see openDataFolder). */
export function removeFolder(folder: string): void {
  if (existsSync(folder)) {
    rmSync(realpathSync(folder), { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Ends the servers of test runs that were killed, and removes their folders. Runs that live are left alone. */
export async function removeAbandoned(): Promise<void> {
  for (const root of [tmpdir(), MEMORY].filter((folder) => existsSync(folder))) {
    for (const name of readdirSync(root).filter((entry) => entry.startsWith(PREFIX))) {
      await removeIfAbandoned(join(root, name));
    }
  }
}

async function removeIfAbandoned(folder: string): Promise<void> {
  try {
    const abandoned = existsSync(join(folder, 'owner.json')) || Date.now() - statSync(folder).mtimeMs > YOUNG_MS;
    if (abandoned && (await endAbandoned(folder, () => {}))) {
      removeFolder(folder);
    }
  } catch {
    // Another user's, or removed meanwhile by another run: not ours to clean.
  }
}
