import { join } from 'node:path';
import type { Log } from '@boxoffice/platform';
import { provisionDatabase, startPostgres } from '@boxoffice/servers';
import { keepRunning } from './keep-running.ts';
import { SERVICES, type Secrets, type ServiceName } from './secrets.ts';
import type { Settings } from './settings.ts';

/** The services' databases, ready to be used. */
export type Databases = { urls: Record<ServiceName, string>; adminUrl: string; stop(): Promise<void> };

// The order service's database is named in the plural: "order" is a word of SQL.
const NAMES: Record<ServiceName, string> = {
  identity: 'identity',
  catalog: 'catalog',
  inventory: 'inventory',
  order: 'orders',
};

function serviceUrl(adminUrl: string, name: ServiceName, password: string): string {
  const url = new URL(adminUrl);
  url.username = `boxoffice_${NAMES[name]}`;
  url.password = password;
  url.pathname = `/${NAMES[name]}`;
  return url.href;
}

async function provision(adminUrl: string, secrets: Secrets): Promise<Record<ServiceName, string>> {
  const urls: Partial<Record<ServiceName, string>> = {};
  for (const name of SERVICES) {
    const password = secrets.passwords[name];
    await provisionDatabase(adminUrl, { database: NAMES[name], user: `boxoffice_${NAMES[name]}`, password });
    urls[name] = serviceUrl(adminUrl, name, password);
  }
  return urls as Record<ServiceName, string>;
}

/**
 * Opens the services' databases: in the PostgreSQL that is given, or in an embedded one that is started here, kept
 * running, and stopped with the platform.
 */
export async function openDatabases(settings: Settings, secrets: Secrets, log: Log): Promise<Databases> {
  if (settings.postgresUrl) {
    const urls = await provision(settings.postgresUrl, secrets);
    return { urls, adminUrl: settings.postgresUrl, stop: async () => undefined };
  }
  let port: number | undefined;
  const postgres = await keepRunning(
    'PostgreSQL',
    (ended) =>
      startPostgres({
        dataDir: join(settings.dataDir, 'postgres'),
        port,
        log: (line) => process.stdout.write(`${line}\n`),
        onExit: ended,
      }),
    log,
  );
  const { adminUrl } = postgres.part();
  port = postgres.part().port;
  const urls = await provision(adminUrl, secrets);
  return { urls, adminUrl, stop: () => postgres.stop() };
}
