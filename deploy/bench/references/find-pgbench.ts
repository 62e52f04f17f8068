import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** Where pgbench is, and the libraries it needs beside those of the system. */
export type Pgbench = { program: string; env: Record<string, string> };

const run = promisify(execFile);
const CACHE = resolve(import.meta.dirname, '../../../.cache/pgbench');
const SERVERS = '/usr/lib/postgresql';

const newestFirst = (names: string[]) => names.sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));

function versions(folder: string): string[] {
  return existsSync(folder) ? newestFirst(readdirSync(folder)).map((name) => join(folder, name, 'bin/pgbench')) : [];
}

function installed(): string | undefined {
  const path = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'pgbench'));
  return [...versions(SERVERS), ...path].find((program) => existsSync(program));
}

function cached(): Pgbench | undefined {
  const [program] = versions(join(CACHE, 'usr/lib/postgresql')).filter((path) => existsSync(path));
  if (program === undefined) return undefined;
  const lib = join(CACHE, 'usr/lib');
  const folders = readdirSync(lib).map((name) => join(lib, name));
  return { program, env: { LD_LIBRARY_PATH: [lib, ...folders].join(delimiter) } };
}

async function aptCache(args: string[]): Promise<string[]> {
  const { stdout } = await run('apt-cache', args, { env: { ...process.env, LC_ALL: 'C' } });
  return stdout.split('\n');
}

/** The newest server package that the machine knows, which has pgbench, and the libraries of libpq. */
async function packages(): Promise<string[]> {
  const found = (await aptCache(['search', '--names-only', '^postgresql-[0-9]+$'])).flatMap(
    (line) => /^postgresql-(\d+) /.exec(line)?.[1] ?? [],
  );
  const [version] = newestFirst(found);
  if (version === undefined) throw new Error('apt-cache knows no package postgresql-<version>');
  const options = ['depends', '--recurse', '--no-recommends', '--no-suggests', '--no-conflicts', '--no-breaks'];
  const libraries = (await aptCache([...options, '--no-replaces', '--no-enhances', 'libpq5'])).filter(
    (line) => /^lib\S+$/.test(line) && !/^libc6$|^libgcc|^libcrypt1$/.test(line),
  );
  return [`postgresql-${version}`, ...new Set(libraries)];
}

/** Unpacks Debian's packages into a folder of this clone; installs nothing and needs no root. */
async function fetchPgbench(say: (line: string) => void): Promise<void> {
  say('fetching pgbench with apt-get (once)');
  mkdirSync(dirname(CACHE), { recursive: true });
  const work = mkdtempSync(join(dirname(CACHE), 'pgbench-'));
  // apt-get may hand the download to its own user, who must be able to write here.
  chmodSync(work, 0o755);
  try {
    const sandbox = process.getuid?.() === 0 ? ['-o', 'APT::Sandbox::User=root'] : [];
    await run('apt-get', ['-q', ...sandbox, 'download', ...(await packages())], { cwd: work });
    const unpacked = join(work, 'unpacked');
    for (const deb of readdirSync(work).filter((name) => name.endsWith('.deb'))) {
      await run('dpkg-deb', ['-x', join(work, deb), unpacked]);
    }
    rmSync(CACHE, { recursive: true, force: true });
    renameSync(unpacked, CACHE);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Finds pgbench: of an installed PostgreSQL, on PATH, fetched earlier, or fetched now. Says what to do when there is none. */
export async function findPgbench(say: (line: string) => void): Promise<Pgbench> {
  const own = installed();
  if (own) return { program: own, env: {} };
  if (!cached()) {
    await fetchPgbench(say).catch((cause) => {
      const hint = 'pgbench was not found. Install it (Debian and Ubuntu: "sudo apt-get install postgresql"';
      throw new Error(`${hint}; macOS: "brew install postgresql"). apt-get could not fetch it: ${cause}`, { cause });
    });
  }
  const found = cached();
  if (!found) throw new Error('the package of PostgreSQL has no pgbench');
  return found;
}
