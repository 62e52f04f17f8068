import { ConfigError, type Environment, readEnvironment, str } from '@boxoffice/platform';
import { SERVICES, type ServiceName } from '../../foundation/secrets.ts';
import { readSettings } from '../../foundation/settings.ts';
import type { DatabaseUrls } from '../audit.ts';
import { openEmbedded } from './embedded.ts';

/** The databases to audit. */
export type FoundDatabases = {
  urls: DatabaseUrls;
  /** Where they are, in words and without secrets. */
  source: string;
  /** When the platform stopped; undefined while it runs, or where that can't be told. */
  stoppedAt: Date | undefined;
  /** Ends what was started to read them. */
  stop(): Promise<void>;
};

const NAMES: DatabaseUrls = { identity: 'identity', catalog: 'catalog', inventory: 'inventory', order: 'orders' };
const VARIABLES: Record<ServiceName, string> = {
  identity: 'IDENTITY_DATABASE_URL',
  catalog: 'CATALOG_DATABASE_URL',
  inventory: 'INVENTORY_DATABASE_URL',
  order: 'ORDER_DATABASE_URL',
};

function urlsBy(urlOf: (name: ServiceName) => string): DatabaseUrls {
  return Object.fromEntries(SERVICES.map((name) => [name, urlOf(name)])) as DatabaseUrls;
}

/** The databases that are named one by one; undefined when none is. Throws ConfigError when only some are. */
function namedUrls(env: Environment): DatabaseUrls | undefined {
  const read: Record<string, string> = readEnvironment(
    env,
    Object.fromEntries(SERVICES.map((name) => [VARIABLES[name], str({ default: '' })])),
  );
  const urls = urlsBy((name) => read[VARIABLES[name]] ?? '');
  const missing = SERVICES.filter((name) => urls[name] === '');
  if (missing.length === SERVICES.length) return undefined;
  const wrong = SERVICES.filter((name) => urls[name] !== '' && !URL.canParse(urls[name]));
  if (missing.length + wrong.length === 0) return urls;
  throw new ConfigError([
    ...missing.map((name) => `${VARIABLES[name]}: is missing; the other databases are named`),
    ...wrong.map((name) => `${VARIABLES[name]}: is no URL`),
  ]);
}

function databaseOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

const nothingToStop = { stoppedAt: undefined, stop: async () => undefined };

/**
 * Finds the databases: those named by `<SERVICE>_DATABASE_URL`, those of the server in `POSTGRES_URL`, or those in the
 * data folder `BOXOFFICE_DATA`, whether its platform runs or not. Throws ConfigError and CannotAudit.
 */
export async function findDatabases(env: Environment = process.env): Promise<FoundDatabases> {
  const named = namedUrls(env);
  if (named) return { urls: named, source: 'the databases given by URL', ...nothingToStop };
  const { postgresUrl, dataDir } = readSettings(env);
  if (postgresUrl) {
    if (!URL.canParse(postgresUrl)) throw new ConfigError(['POSTGRES_URL: is no URL']);
    const source = `the platform on ${new URL(postgresUrl).host}`;
    return { urls: urlsBy((name) => databaseOf(postgresUrl, NAMES[name])), source, ...nothingToStop };
  }
  const embedded = await openEmbedded(dataDir);
  return {
    urls: urlsBy((name) => embedded.url(NAMES[name])),
    source: `the ${embedded.stoppedAt ? 'stopped' : 'running'} platform in ${dataDir}`,
    stoppedAt: embedded.stoppedAt,
    stop: () => embedded.stop(),
  };
}
