import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Log } from '../log.ts';
import { SYSTEM_FOLDER } from './binaries.ts';
import { canReach, type RunAs } from './run-as.ts';

/**
 * Makes the data folder and returns its real path. When this process is root and the user of PostgreSQL can't reach
 * the folder (a clone under /root), the data lives in /var/lib/boxoffice/data and the folder is a symbolic link to
 * it: removing the link means starting afresh, and moving it moves the data. Data that is no longer linked is left
 * where it is and named in the log.
 */
export function openDataFolder(dataDir: string, user: RunAs | undefined, log: Log): string {
  if (isLink(dataDir) && !existsSync(dataDir)) {
    rmSync(dataDir);
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const folder = realpathSync(dataDir);
  if (user === undefined) {
    return folder;
  }
  // Its user must be able to walk through to the cluster; what lies beside it stays readable to root alone.
  chmodSync(folder, 0o711);
  return canReach(folder, user) ? folder : moveWithinReach(folder, log);
}

function moveWithinReach(folder: string, log: Log): string {
  const root = join(SYSTEM_FOLDER, 'data');
  mkdirSync(root, { recursive: true, mode: 0o755 });
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const earlier = readdirSync(root).filter((entry) => entry.startsWith(name));
  if (earlier.length > 0) {
    log(`Data of an earlier ${folder} is kept in ${earlier.map((entry) => join(root, entry)).join(', ')}`);
  }
  const target = join(root, `${name}-${randomBytes(4).toString('hex')}`);
  log(`Keeping the data of ${folder} in ${target}, where PostgreSQL's user can reach it`);
  // mv also moves between file systems and keeps owners and modes.
  execFileSync('mv', [folder, target]);
  symlinkSync(target, join(dirname(folder), basename(folder)));
  return target;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
