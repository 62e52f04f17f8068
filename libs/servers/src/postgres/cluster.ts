import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Log } from '../log.ts';
import type { PostgresBinaries } from './binaries.ts';
import type { RunAs } from './run-as.ts';

/** The name of the superuser of every cluster that is made here. */
export const SUPERUSER = 'postgres';

const DRAFT = 'initdb-';

/** Where a data folder keeps its cluster (`pgdata`) and the superuser's password. */
export interface ClusterFiles {
  readonly cluster: string;
  readonly passwordFile: string;
}

/** The places inside a data folder. */
export function clusterFiles(folder: string): ClusterFiles {
  return { cluster: join(folder, 'pgdata'), passwordFile: join(folder, 'superuser-password') };
}

/**
 * Makes the cluster on the first start and returns the superuser's password. UTF-8, sorted by code point with full
 * Unicode case mapping (the builtin locale C.UTF-8), so that it does not depend on the machine's locales. A start
 * killed in between leaves no half-made cluster.
 */
export async function ensureCluster(
  folder: string,
  binaries: PostgresBinaries,
  options: { readonly user: RunAs | undefined; readonly sync: boolean; readonly log: Log },
): Promise<string> {
  const { cluster, passwordFile } = clusterFiles(folder);
  if (existsSync(cluster)) {
    checkVersion(cluster, binaries);
    return readPassword(passwordFile);
  }
  options.log(`Creating the database cluster in ${folder}`);
  removeDrafts(folder);
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  const draft = join(folder, `${DRAFT}${randomBytes(6).toString('hex')}`);
  await initdb(binaries.initdb, draft, { ...options, password });
  renameSync(draft, cluster);
  return password;
}

async function initdb(
  program: string,
  draft: string,
  options: { user: RunAs | undefined; sync: boolean; password: string },
): Promise<void> {
  const { user } = options;
  const passwordCopy = `${draft}.password`;
  writeFileSync(passwordCopy, `${options.password}\n`, { mode: 0o600 });
  // initdb makes only its own folder's contents; the folder beside root's files is made for it.
  await promisify(execFile)('mkdir', ['-m', '700', draft]);
  if (user !== undefined) {
    chownSync(passwordCopy, user.uid, user.gid);
    chownSync(draft, user.uid, user.gid);
  }
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${passwordCopy}`];
  const args = [`--pgdata=${draft}`, ...locale, ...access, ...(options.sync ? [] : ['--no-sync'])];
  try {
    await promisify(execFile)(program, args, { cwd: '/', env: postgresEnvironment(), ...user });
  } finally {
    rmSync(passwordCopy, { force: true });
  }
}

/** The environment for PostgreSQL's programs, without variables that would change what they do. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|TZ)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

function removeDrafts(folder: string): void {
  for (const entry of readdirSync(folder).filter((name) => name.startsWith(DRAFT))) {
    rmSync(join(folder, entry), { recursive: true, force: true });
  }
}

function checkVersion(cluster: string, binaries: PostgresBinaries): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  const wanted = binaries.version.split('.')[0];
  if (found !== wanted) {
    throw new Error(`${cluster} was made by PostgreSQL ${found}; this is PostgreSQL ${wanted}. Dump and restore it.`);
  }
}

function readPassword(passwordFile: string): string {
  try {
    return readFileSync(passwordFile, 'utf8').trim();
  } catch (cause) {
    throw new Error(`The superuser's password can't be read from ${passwordFile}`, { cause });
  }
}
