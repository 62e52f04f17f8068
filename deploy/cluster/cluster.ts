import { join, resolve } from 'node:path';
import { Health, HealthCheckResponse_ServingStatus as Serving } from '@boxoffice/contracts/grpc/health';
import { type Environment, type Log, networkTransport } from '@boxoffice/platform';
import { findNatsServer, freePort, startNatsServer } from '@boxoffice/servers';
import { createClient } from '@connectrpc/connect';
import { keepRunning, type Part } from '../foundation/keep-running.ts';
import type { Databases } from '../foundation/postgres.ts';
import { SERVICES, type Secrets, type ServiceName } from '../foundation/secrets.ts';
import type { Settings } from '../foundation/settings.ts';
import { startProcess } from './service-process.ts';

/** Every part as a process of its own, started again when it dies. */
export type Cluster = { address: string; stop(): Promise<void> };

/** What the cluster is made of. */
export type ClusterNeeds = { settings: Settings; secrets: Secrets; databases: Databases; log: Log };

const ROOT = resolve(import.meta.dirname, '../..');
const say = (line: string) => process.stdout.write(`${line}\n`);

async function startBroker({ settings, secrets, log }: ClusterNeeds) {
  const program = await findNatsServer({ install: true, cacheDir: join(ROOT, '.cache'), log: say });
  const port = await freePort();
  const broker = await keepRunning(
    'nats-server',
    async (ended) => {
      const server = await startNatsServer({
        storeDir: join(settings.dataDir, 'nats'),
        program,
        port,
        token: secrets.natsToken,
        log: say,
        onExit: ended,
      });
      say(`pid nats-server ${server.pid}`);
      return server;
    },
    log,
  );
  return { url: `nats://${secrets.natsToken}@127.0.0.1:${port}`, stop: () => broker.stop() };
}

function serving(url: string, serviceToken: string): () => Promise<boolean> {
  const health = createClient(Health, networkTransport(url, serviceToken));
  return async () => (await health.check({}, { timeoutMs: 1000 })).status === Serving.SERVING;
}

async function answersReady(address: string): Promise<boolean> {
  const response = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(2000) });
  return response.status === 200;
}

type Addresses = Record<ServiceName, { port: number; url: string }>;

async function chooseAddresses(): Promise<Addresses> {
  const chosen: [ServiceName, { port: number; url: string }][] = [];
  for (const name of SERVICES) {
    const port = await freePort();
    chosen.push([name, { port, url: `http://127.0.0.1:${port}` }]);
  }
  return Object.fromEntries(chosen) as Addresses;
}

function startService(name: ServiceName, addresses: Addresses, natsUrl: string, needs: ClusterNeeds): Promise<Part> {
  const { settings, secrets, databases, log } = needs;
  const { port, url } = addresses[name];
  const env: Environment = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: databases.urls[name],
    NATS_URL: natsUrl,
    SERVICE_TOKEN: secrets.serviceToken,
    LOG_LEVEL: settings.logLevel,
    INVENTORY_URL: addresses.inventory.url,
    CATALOG_URL: addresses.catalog.url,
  };
  const plan = {
    name,
    url,
    env,
    entry: join(ROOT, 'services', name, 'src/main.ts'),
    isReady: serving(url, secrets.serviceToken),
  };
  return keepRunning(name, (ended) => startProcess(plan, ended), log);
}

function startGateway(addresses: Addresses, { settings, secrets, log }: ClusterNeeds): Promise<Part> {
  const { host, port } = settings;
  const env: Environment = {
    ...process.env,
    HOST: host,
    PORT: String(port),
    SERVICE_TOKEN: secrets.serviceToken,
    LOG_LEVEL: settings.logLevel,
    IDENTITY_URL: addresses.identity.url,
    CATALOG_URL: addresses.catalog.url,
    INVENTORY_URL: addresses.inventory.url,
    ORDER_URL: addresses.order.url,
  };
  const address = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
  const plan = {
    name: 'gateway',
    url: address,
    env,
    entry: join(ROOT, 'gateway/src/main.ts'),
    isReady: () => answersReady(address),
  };
  return keepRunning('gateway', (ended) => startProcess(plan, ended), log);
}

/** Starts nats-server, the four services and the gateway, each as a process, and keeps them running. */
export async function startCluster(needs: ClusterNeeds): Promise<Cluster> {
  const parts: Part[] = [];
  // What came last goes first: the gateway drains while the services still answer.
  const stop = async () => {
    for (const part of parts.toReversed()) await part.stop();
  };
  try {
    const broker = await startBroker(needs);
    parts.push(broker);
    const addresses = await chooseAddresses();
    const services = await Promise.allSettled(SERVICES.map((name) => startService(name, addresses, broker.url, needs)));
    for (const service of services) if (service.status === 'fulfilled') parts.push(service.value);
    for (const service of services) if (service.status === 'rejected') throw service.reason;
    parts.push(await startGateway(addresses, needs));
    return { address: `http://${needs.settings.host}:${needs.settings.port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
