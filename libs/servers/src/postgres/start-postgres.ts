import { join } from 'node:path';
import type { Log } from '../log.ts';
import { ownFolder } from '../process/own-folder.ts';
import { onFreePort } from '../process/port.ts';
import { sizeOf, untilReady } from '../process/ready.ts';
import { launch, type ServerExit, type ServerProcess } from '../process/server-process.ts';
import { type PostgresBinaries, postgresBinaries } from './binaries.ts';
import { clusterFiles, ensureCluster, postgresEnvironment, SUPERUSER } from './cluster.ts';
import { openDataFolder } from './data-folder.ts';
import { readPostmaster, STOP_STEPS, stopLeftover } from './postmaster.ts';
import { postgresUser, type RunAs } from './run-as.ts';

// Crash recovery after a long outage can take this long; a port clash or a bad setting shows at once.
const READY_TIMEOUT_MS = 180_000;

const DEFAULT_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  // Statements are short and find their rows by key, on disks that seek well.
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** Where PostgreSQL keeps its data and how it is set. `settings` are those of postgresql.conf and win over ours. */
export interface PostgresOptions {
  readonly dataDir: string;
  readonly port?: number | undefined;
  readonly settings?: Readonly<Record<string, string>> | undefined;
  readonly log: Log;
  readonly onExit?: ((exit: ServerExit) => void) | undefined;
}

/** A running PostgreSQL. `url` gives the superuser's unless told otherwise; `dataDir` is the real path. */
export interface PostgresServer {
  readonly url: (database: string, user?: string, password?: string) => string;
  readonly adminUrl: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  readonly stop: (mode?: 'fast' | 'immediate') => Promise<void>;
}

/**
 * Starts PostgreSQL from the npm package's programs on 127.0.0.1 and returns when it accepts connections. The first
 * start makes the cluster; a PostgreSQL left behind by a killed run is stopped first. Without a port it takes the
 * one of the last run or any free one. As root it runs as an unprivileged user, which may move the data (see
 * openDataFolder). `onExit` is called when it ends without `stop`. Throws FolderInUseError when another live
 * process runs it on the same folder, PortTakenError when the given port is in use.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const user = postgresUser(clusterFiles(options.dataDir).cluster, options.log);
  const folder = openDataFolder(options.dataDir, user, options.log);
  const release = ownFolder(folder, options.dataDir);
  try {
    const binaries = postgresBinaries(user, options.log);
    const { cluster } = clusterFiles(folder);
    await stopLeftover(cluster, options.log);
    const sync = options.settings?.fsync !== 'off';
    const password = await ensureCluster(folder, binaries, { user, sync, log: options.log });
    return await onFreePort(options.port, join(folder, 'port'), async (port) => {
      const server = await launchOn(port, { folder, user, binaries }, options);
      return handle(server, { port, password, folder, release });
    });
  } catch (error) {
    release();
    throw error;
  }
}

async function launchOn(
  port: number,
  place: { folder: string; user: RunAs | undefined; binaries: PostgresBinaries },
  options: PostgresOptions,
): Promise<ServerProcess> {
  const { cluster } = clusterFiles(place.folder);
  const logFile = join(place.folder, 'postgres.log');
  const logOffset = sizeOf(logFile);
  const settings = Object.entries({ ...DEFAULT_SETTINGS, ...options.settings });
  let ready = false;
  const server = await launch({
    command: place.binaries.postgres,
    args: ['-D', cluster, '-p', String(port), ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    logFile,
    exitSignal: 'SIGINT',
    env: postgresEnvironment(),
    user: place.user,
    onUnexpectedExit: (exit) => ready && options.onExit?.(exit),
  });
  const isReady = () => {
    const postmaster = readPostmaster(cluster);
    return postmaster?.pid === server.pid && postmaster.ready;
  };
  try {
    await untilReady(server, { name: 'PostgreSQL', port, logFile, logOffset, timeoutMs: READY_TIMEOUT_MS, isReady });
  } catch (error) {
    await server.stop(STOP_STEPS.immediate);
    throw error;
  }
  ready = true;
  return server;
}

function handle(
  server: ServerProcess,
  at: { port: number; password: string; folder: string; release: () => void },
): PostgresServer {
  const url = (database: string, user = SUPERUSER, password = user === SUPERUSER ? at.password : '') => {
    const [name, secret, path] = [user, password, database].map(encodeURIComponent);
    return `postgresql://${name}${secret === '' ? '' : `:${secret}`}@127.0.0.1:${at.port}/${path}`;
  };
  return {
    url,
    adminUrl: url('postgres'),
    port: at.port,
    pid: server.pid,
    dataDir: at.folder,
    stop: async (mode = 'fast') => {
      await server.stop(STOP_STEPS[mode]);
      at.release();
    },
  };
}
