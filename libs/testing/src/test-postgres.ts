import { randomBytes } from 'node:crypto';
import { type PostgresServer, provisionDatabase, startPostgres } from '@boxoffice/servers';
import pg from 'pg';
import { removeAbandoned, removeFolder, temporaryFolder } from './temporary-folder.ts';

/** Names the administrator's URL of the PostgreSQL that tests use. When it is set beforehand, that server is used. */
export const ADMIN_URL = 'BOXOFFICE_TEST_POSTGRES_URL';

/** One test's own database; `url` is that of its owner, who is no superuser. */
export interface FreshDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Starts the PostgreSQL of a test run in a fresh folder: transactions as in production, but not safe from a crash. */
export async function startTestPostgres(): Promise<{ adminUrl: string; stop: () => Promise<void> }> {
  await removeAbandoned();
  const folder = temporaryFolder();
  let server: PostgresServer;
  try {
    const settings = { fsync: 'off', full_page_writes: 'off', shared_buffers: '128MB' };
    server = await startPostgres({ dataDir: folder, settings, log: (line) => process.stderr.write(`${line}\n`) });
  } catch (error) {
    removeFolder(folder);
    throw error;
  }
  const stop = async () => {
    await server.stop('immediate');
    removeFolder(folder);
  };
  return { adminUrl: server.adminUrl, stop };
}

/**
 * Makes an empty database with a role of its own in the PostgreSQL of this test run. The prefix shows in its name;
 * `drop` removes both, whoever is still connected.
 */
export async function freshDatabase(prefix: string): Promise<FreshDatabase> {
  const adminUrl = process.env[ADMIN_URL];
  if (adminUrl === undefined) {
    throw new Error(`${ADMIN_URL} is not set: only component and e2e tests have a PostgreSQL`);
  }
  const name = `${prefix.toLowerCase().replace(/\W+/g, '_')}_${randomBytes(5).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await provisionDatabase(adminUrl, { database: name, user: name, password });
  const url = new URL(adminUrl);
  url.username = name;
  url.password = password;
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => drop(adminUrl, name) };
}

async function drop(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
    await client.query(`DROP ROLE IF EXISTS ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
