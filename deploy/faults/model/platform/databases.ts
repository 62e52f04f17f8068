import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provisionDatabase, startPostgres } from '@boxoffice/servers';
import pg from 'pg';
import type { DatabaseUrls } from '../../../audit/audit.ts';
import { SERVICES } from '../../../foundation/secrets.ts';

/** Names the administrator's URL of a PostgreSQL that is used in the place of an own one. */
const ADMIN_URL = 'BOXOFFICE_TEST_POSTGRES_URL';

// What a killed run leaves behind is found by this name and removed before the next component tests.
const FOLDER = 'boxoffice-test-';

/** A PostgreSQL for a run. */
export type Server = { adminUrl: string; stop(): Promise<void> };

/** The PostgreSQL that is given by the environment, or an own one in a fresh folder, not safe from a power cut. */
export async function openServer(say: (line: string) => void): Promise<Server> {
  const given = process.env[ADMIN_URL];
  if (given) return { adminUrl: given, stop: async () => undefined };
  const folder = mkdtempSync(join(tmpdir(), FOLDER));
  const remove = () => {
    if (existsSync(folder)) rmSync(realpathSync(folder), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const settings = { fsync: 'off', full_page_writes: 'off', shared_buffers: '128MB' };
    const server = await startPostgres({ dataDir: folder, settings, log: say });
    const stop = async () => {
      await server.stop('immediate');
      remove();
    };
    return { adminUrl: server.adminUrl, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Empty databases of the four services, each with a role of its own. */
export async function freshDatabases(adminUrl: string): Promise<{ urls: DatabaseUrls; drop(): Promise<void> }> {
  const suffix = randomBytes(5).toString('hex');
  const names = SERVICES.map((service) => `model_${service}_${suffix}`);
  const urls = await Promise.all(
    names.map(async (name) => {
      const password = randomBytes(12).toString('hex');
      await provisionDatabase(adminUrl, { database: name, user: name, password });
      const url = new URL(adminUrl);
      return Object.assign(url, { username: name, password, pathname: `/${name}` }).href;
    }),
  );
  const byService = Object.fromEntries(SERVICES.map((service, i) => [service, urls[i]])) as DatabaseUrls;
  return { urls: byService, drop: () => dropAll(adminUrl, names) };
}

async function dropAll(adminUrl: string, names: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const name of names) {
      await client.query(`drop database if exists ${name} with (force)`);
      await client.query(`drop role if exists ${name}`);
    }
  } finally {
    await client.end();
  }
}

/** Looks at a database beside its service. */
export type Sql = {
  rows<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/** Opens a database; int8 comes back as a number. */
export function openSql(url: string): Sql {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  return {
    rows: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await pool.query<Row>(text, values)).rows,
    close: () => pool.end(),
  };
}
