import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { FolderInUseError, ownFolder } from './own-folder.ts';

const LOOK_EVERY_MS = 500;

/**
 * What `find` finds, after `install` where it finds nothing. Of several processes that find nothing, one that owns the
 * folder installs and the others wait for it; one that ended before it was done is replaced.
 */
export async function installOnce<Found>(
  folder: string,
  log: Log,
  find: () => Promise<Found | undefined>,
  install: () => Promise<Found>,
): Promise<Found> {
  mkdirSync(folder, { recursive: true });
  for (let waited = false; ; waited = true) {
    const found = await find();
    if (found !== undefined) {
      return found;
    }
    const release = tryToOwn(folder);
    if (release !== undefined) {
      try {
        // Whoever owned it until now may have installed since the look above.
        return (await find()) ?? (await install());
      } finally {
        release();
      }
    }
    if (!waited) {
      log(`Waiting for another process that installs into ${folder}`);
    }
    await sleep(LOOK_EVERY_MS);
  }
}

function tryToOwn(folder: string): (() => void) | undefined {
  try {
    return ownFolder(folder);
  } catch (error) {
    if (error instanceof FolderInUseError) {
      return undefined;
    }
    throw error;
  }
}
