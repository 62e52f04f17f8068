import { mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { openEmbedded } from '../audit/databases/embedded.ts';
import { type Folder, freshFolder } from '../e2e/support/folder.ts';
import { type Platform, startPlatform } from '../e2e/support/platform.ts';

/** A cluster on one machine in a folder of its own on a real disk, and the way into its PostgreSQL. */
export type Bed = {
  platform(): Platform;
  /** The superuser's URL of a database. */
  url(database: string): string;
  /** Runs one SQL text in a database as superuser. */
  sql<Row extends pg.QueryResultRow>(database: string, text: string, values?: unknown[]): Promise<Row[]>;
  /** How many milliseconds one SQL statement takes, the connection aside. */
  time(database: string, text: string): Promise<number>;
  /** The pid of the running PostgreSQL. */
  postgresPid(): number;
  /** Makes an empty database for a reference, in the place of an earlier one. */
  freshDatabase(name: string): Promise<string>;
  /** Stops the platform and starts it again on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

const DATA = resolve(import.meta.dirname, '../../.data/bench-run');
// Its rate limits and logs aside, the platform runs as it comes.
const SETTINGS = { RATE_LIMIT: 'off', LOG_LEVEL: 'error' };
// statfs(2)
const TMPFS = 0x01021994;

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'boxoffice bench' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function realDisk(): string {
  mkdirSync(DATA, { recursive: true });
  if (statfsSync(DATA).type === TMPFS) throw new Error(`${DATA} is in memory: what is flushed there costs nothing`);
  return DATA;
}

async function checkDurability(sql: Bed['sql']): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const [row] = await sql<{ value: string }>('postgres', `select current_setting('${setting}') as value`);
    if (row?.value !== 'on') throw new Error(`PostgreSQL's ${setting} is ${row?.value}, not on`);
  }
}

async function enter(folder: Folder): Promise<(database: string) => string> {
  const embedded = await openEmbedded(folder.data);
  return (database) => embedded.url(database);
}

/** Starts a cluster whose flushes count. */
export async function openBed(): Promise<Bed> {
  const folder = await freshFolder(realDisk());
  let platform: Platform | undefined;
  let url: Bed['url'] = () => '';
  const start = async () => {
    platform = await startPlatform('cluster', folder, SETTINGS);
    url = await enter(folder);
  };
  const sql: Bed['sql'] = (database, text, values) =>
    withClient(url(database), async (client) => (await client.query(text, values)).rows);
  const bed: Bed = {
    platform() {
      if (!platform) throw new Error('the platform is not started');
      return platform;
    },
    url: (database) => url(database),
    sql,
    time: (database, text) =>
      withClient(url(database), async (client) => {
        const begun = performance.now();
        await client.query(text);
        return performance.now() - begun;
      }),
    postgresPid: () => Number(readFileSync(join(folder.data, 'postgres/pgdata/postmaster.pid'), 'utf8').split('\n')[0]),
    async freshDatabase(name) {
      await sql('postgres', `drop database if exists ${name} with (force)`);
      await sql('postgres', `create database ${name}`);
      return url(name);
    },
    async restart() {
      await platform?.stop();
      await start();
    },
    async close() {
      await platform?.stop().catch(() => undefined);
      await folder.remove();
    },
  };
  try {
    await start();
    await checkDurability(sql);
    return bed;
  } catch (error) {
    await bed.close();
    throw error;
  }
}
