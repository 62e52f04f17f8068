import { randomBytes } from 'node:crypto';
import { freshDatabase } from '@boxoffice/testing';
import pg from 'pg';
import { SERVICES, type ServiceName } from '../../foundation/secrets.ts';
import type { DatabaseUrls } from '../audit.ts';

/** Runs SQL as the server's administrator, whom no rule of a schema can stop; answers the last statement's rows. */
export async function administer(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: asAdministrator(url) });
  await client.connect();
  try {
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(sql);
    return [result].flat().at(-1)?.rows ?? [];
  } finally {
    await client.end();
  }
}

/** The same database, entered by the administrator of the tests' server. */
function asAdministrator(url: string): string {
  const adminUrl = new URL(process.env.BOXOFFICE_TEST_POSTGRES_URL ?? '');
  adminUrl.pathname = new URL(url).pathname;
  return adminUrl.href;
}

const nameOf = (url: string) => new URL(url).pathname.slice(1);
const maintenance = () => process.env.BOXOFFICE_TEST_POSTGRES_URL ?? '';

/** Empty databases of the four services. */
export async function freshDatabases(): Promise<{ urls: DatabaseUrls; drop(): Promise<void> }> {
  const fresh = await Promise.all(SERVICES.map(async (name) => [name, await freshDatabase(`audit_${name}`)] as const));
  const urls = Object.fromEntries(fresh.map(([name, { url }]) => [name, url])) as DatabaseUrls;
  const drop = async () => {
    for (const [, database] of fresh) await database.drop();
  };
  return { urls, drop };
}

/** Copies some of the databases for as long as the work takes; the others are the originals. Nobody may be connected. */
export async function withCopies<T>(
  originals: DatabaseUrls,
  services: readonly ServiceName[],
  work: (urls: DatabaseUrls) => Promise<T>,
): Promise<T> {
  const urls = { ...originals };
  for (const name of services) {
    const copy = new URL(asAdministrator(originals[name]));
    copy.pathname = `/audit_copy_${randomBytes(5).toString('hex')}`;
    await administer(maintenance(), `create database ${nameOf(copy.href)} template ${nameOf(originals[name])}`);
    urls[name] = copy.href;
  }
  try {
    return await work(urls);
  } finally {
    for (const name of services) await administer(maintenance(), `drop database ${nameOf(urls[name])} with (force)`);
  }
}
