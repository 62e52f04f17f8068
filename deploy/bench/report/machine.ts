import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { resolve } from 'node:path';
import type { Bed } from '../bed.ts';

/** What the figures were measured on. */
export type Machine = {
  cpu: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
  postgres: string;
  /** Settings of PostgreSQL that are not its defaults, and those that a durable commit needs. */
  settings: Record<string, string>;
  commit: string;
};

const ROOT = resolve(import.meta.dirname, '../../..');

const SETTINGS = `
  select name, current_setting(name) as value from pg_settings
   where (source not in ('default', 'override', 'client') or name in ('fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method'))
     and name !~ '(_file|_directory|_directories|^port|lc_|listen_addresses)'
   order by name`;

function commit(): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }).trim();
    return `${git('rev-parse', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' with changes'}`;
  } catch {
    return 'unknown';
  }
}

/** Looks at the machine, and at the PostgreSQL that ours and the references share. */
export async function describeMachine({ sql }: Bed): Promise<Machine> {
  const settings = await sql<{ name: string; value: string }>('postgres', SETTINGS);
  const [version] = await sql<{ version: string }>('postgres', "select current_setting('server_version') as version");
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${type()} ${release()}`,
    node: process.version,
    postgres: version?.version ?? 'unknown',
    settings: Object.fromEntries(settings.map(({ name, value }) => [name, value])),
    commit: commit(),
  };
}
