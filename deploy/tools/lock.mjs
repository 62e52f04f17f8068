// A lock that processes take in turns, whether they know of each other or not. Needs nothing but Node 20.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// How long a lock without an owner's name may be one that is just being taken.
const UNNAMED_LOCK_MS = 10_000;

/**
 * Takes turns by making a folder, which only one process can; answers what gives it up. `waiting` is said when another one
 * has it. The lock of a process that is gone is taken over.
 */
export async function takeLock(folder, waiting) {
  const owner = join(folder, 'pid');
  mkdirSync(dirname(folder), { recursive: true });
  for (let waited = false; ; waited = true) {
    try {
      mkdirSync(folder);
      writeFileSync(owner, String(process.pid));
      return () => rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
    }
    if (isAbandoned(folder, owner)) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    if (!waited) {
      console.error(waiting);
    }
    await sleep(500);
  }
}

function isAbandoned(folder, owner) {
  try {
    process.kill(Number(readFileSync(owner, 'utf8')), 0);
    return false;
  } catch (error) {
    const { code } = error;
    if (code === 'ENOENT') {
      const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
      return made !== undefined && Date.now() - made > UNNAMED_LOCK_MS;
    }
    // EPERM: it lives and is another user's.
    return code === 'ESRCH';
  }
}
