import { chmodSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAbandoned } from '@boxoffice/servers';
import { stillRunning } from './processes.ts';

/** A platform's own folder, which outlives its processes until it is removed. */
export type Folder = {
  /** What BOXOFFICE_DATA is set to. */
  data: string;
  /** Where the platform's output goes, also after this process is gone. */
  output: string;
  /** Removes it, after ending servers that a killed platform left behind in it. */
  remove(): Promise<void>;
  /** Moves it to where later runs, which remove what they find abandoned, leave it alone; answers where. */
  keep(): string;
};

// In memory, where there is much of it, a database is made and removed in a fraction of the time.
const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 4 * 1024 ** 3;
// Followed by the pid of the tests that it belongs to.
const PREFIX = 'boxoffice-e2e-';
const KEPT = 'boxoffice-kept-';
const made = new Set<string>();
let ending = false;

/** The fastest place for folders: memory where there is much of it. */
export function fastFolder(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ENOUGH_BYTES ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Makes a fresh folder (in memory where that is to be had), and removes those of tests that were killed. */
export async function freshFolder(parent: string = fastFolder()): Promise<Folder> {
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(PREFIX))) {
    const owner = Number(name.slice(PREFIX.length).split('-')[0]);
    // Another user's may not be ours to remove.
    if (Number.isInteger(owner) && stillRunning([owner]).length === 0)
      await remove(join(parent, name)).catch(() => undefined);
  }
  const root = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  // PostgreSQL refuses to run as root, and the user it runs as then must be able to walk in.
  chmodSync(root, 0o711);
  made.add(root);
  return {
    data: join(root, 'data'),
    output: join(root, 'output.log'),
    remove: () => remove(root),
    keep() {
      if (ending) return root;
      const kept = join(parent, `${KEPT}${process.pid}-${Date.now()}`);
      renameSync(root, kept);
      made.delete(root);
      made.add(kept);
      return kept;
    },
  };
}

/** Removes every folder that this process has made, those to be kept too, after ending what was left behind in it. */
export async function removeFolders(): Promise<void> {
  ending = true;
  for (const root of made) await remove(root);
}

async function remove(root: string): Promise<void> {
  made.delete(root);
  for (const server of ['postgres', 'nats']) await removeServer(join(root, 'data', server));
  rmSync(root, { recursive: true, force: true });
}

async function removeServer(folder: string): Promise<void> {
  try {
    const place = realpathSync(folder);
    if (!(await endAbandoned(place, () => {}))) throw new Error(`${folder} is still in use`);
    rmSync(place, { recursive: true, force: true });
  } catch (error) {
    // No such server in this topology.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
