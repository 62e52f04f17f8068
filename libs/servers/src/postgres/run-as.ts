import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import type { Log } from '../log.ts';

/** The system user a server runs as. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

const USER = 'postgres';

/**
 * The user PostgreSQL must run as, because it refuses to run as root: the owner of an existing cluster, else the
 * system user `postgres`, which is created when it is missing. Undefined when this process is not root.
 */
export function postgresUser(cluster: string, log: Log): RunAs | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  return ownerOf(cluster) ?? lookUp() ?? create(log);
}

/** Whether the user may enter a folder or execute a file; true when there is no other user. */
export function canReach(path: string, user: RunAs | undefined): boolean {
  return user === undefined || spawnSync('test', ['-x', path], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

function ownerOf(cluster: string): RunAs | undefined {
  const stats = statSync(cluster, { throwIfNoEntry: false });
  return stats === undefined || stats.uid === 0 ? undefined : { uid: stats.uid, gid: stats.gid };
}

function lookUp(): RunAs | undefined {
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function id(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, USER], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

function create(log: Log): RunAs {
  log(`Creating the system user "${USER}", because PostgreSQL refuses to run as root`);
  // Another start may create it at the same time, so only the look-up afterwards decides.
  spawnSync('groupadd', ['--system', USER], { stdio: 'ignore' });
  spawnSync('useradd', ['--system', '--gid', USER, '--no-create-home', '--shell', '/usr/sbin/nologin', USER], {
    stdio: 'ignore',
  });
  const user = lookUp();
  if (user === undefined) {
    throw new Error(`PostgreSQL refuses to run as root, and the system user "${USER}" could not be created`);
  }
  return user;
}
