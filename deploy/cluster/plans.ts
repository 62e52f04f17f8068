import { join, resolve } from 'node:path';
import type { Environment } from '@boxoffice/platform';
import { SERVICES, type ServiceName } from '../foundation/secrets.ts';
import type { ClusterNeeds } from './cluster.ts';
import { type HeldSocket, holdSocket } from './held-socket.ts';
import { type Replicas, replicaNames } from './replicas.ts';
import type { ProcessPlan } from './service-process.ts';

/** Every process of the cluster but nats-server and PostgreSQL, in the order in which they start. */
export type Plans = {
  services: ProcessPlan[];
  gateways: ProcessPlan[];
  /** Gives up the ports. */
  close(): void;
};

type Replica = { name: string; url: string; socket: HeldSocket };

const ROOT = resolve(import.meta.dirname, '../..');

async function placeServices(replicas: Replicas, hold: typeof holdSocket): Promise<Record<ServiceName, Replica[]>> {
  const placed: Record<ServiceName, Replica[]> = { identity: [], catalog: [], inventory: [], order: [] };
  for (const service of SERVICES) {
    for (const name of replicaNames(service, replicas[service])) {
      const socket = await hold('127.0.0.1', 0);
      placed[service].push({ name, url: `http://127.0.0.1:${socket.port}`, socket });
    }
  }
  return placed;
}

/** What every process is told: where the services are, and their secret. */
function shared(placed: Record<ServiceName, Replica[]>, { settings, secrets }: ClusterNeeds): Environment {
  const urls = (service: ServiceName) => placed[service].map(({ url }) => url).join(',');
  return {
    ...process.env,
    IDENTITY_URL: urls('identity'),
    CATALOG_URL: urls('catalog'),
    INVENTORY_URL: urls('inventory'),
    ORDER_URL: urls('order'),
    SERVICE_TOKEN: secrets.serviceToken,
    LOG_LEVEL: settings.logLevel,
  };
}

/** All gateways share one port; those of their metrics follow each other. */
async function planGateways(env: Environment, needs: ClusterNeeds, hold: typeof holdSocket): Promise<ProcessPlan[]> {
  const { host, port, replicas, metricsPort } = needs.settings;
  const socket = await hold(host, port);
  const plans: ProcessPlan[] = [];
  for (const [i, name] of replicaNames('gateway', replicas.gateway).entries()) {
    const metrics = metricsPort === undefined ? {} : { METRICS_LISTEN_FD: await hold(host, metricsPort + i) };
    plans.push({
      name,
      url: addressOf(needs),
      env: { ...env, HOST: host, PORT: String(port) },
      entry: join(ROOT, 'gateway/src/main.ts'),
      sockets: { LISTEN_FD: socket, ...metrics },
    });
  }
  return plans;
}

/** Where the gateway answers on this machine. */
export function addressOf({ settings: { host, port } }: ClusterNeeds): string {
  return `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
}

/** Plans every process and takes the ports they will listen on. Throws `EADDRINUSE` when one is taken. */
export async function makePlans(natsUrl: string, needs: ClusterNeeds): Promise<Plans> {
  const held: HeldSocket[] = [];
  const close = () => {
    for (const socket of held) socket.close();
  };
  const hold: typeof holdSocket = async (host, port) => {
    const socket = await holdSocket(host, port);
    held.push(socket);
    return socket;
  };
  try {
    const placed = await placeServices(needs.settings.replicas, hold);
    const env = shared(placed, needs);
    const services = SERVICES.flatMap((service) =>
      placed[service].map(({ name, url, socket }) => ({
        name,
        url,
        entry: join(ROOT, 'services', service, 'src/main.ts'),
        env: {
          ...env,
          HOST: '127.0.0.1',
          PORT: String(socket.port),
          NATS_URL: natsUrl,
          DATABASE_URL: needs.databases.urls[service],
        },
        sockets: { LISTEN_FD: socket },
      })),
    );
    return { services, gateways: await planGateways(env, needs, hold), close };
  } catch (error) {
    close();
    throw error;
  }
}
