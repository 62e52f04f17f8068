import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import type { StopStep } from '../process/end-process.ts';
import { ownFolder } from '../process/own-folder.ts';
import { onFreePort } from '../process/port.ts';
import { sizeOf, untilReady } from '../process/ready.ts';
import { launch, type ServerExit, type ServerProcess } from '../process/server-process.ts';
import { findNatsServer } from './find-nats-server.ts';
import { answersAs } from './greeting.ts';
import { stopLeftover } from './leftover.ts';

const READY_TIMEOUT_MS = 60_000;

/** SIGTERM lets it write what it holds; what was acknowledged survives SIGKILL too. */
export const STOP_STEPS: readonly StopStep[] = [
  ['SIGTERM', 30_000],
  ['SIGKILL', 10_000],
];

/** Where nats-server keeps its streams. `program` is its path (see findNatsServer); PATH is searched without it. */
export interface NatsOptions {
  readonly storeDir: string;
  readonly program?: string | undefined;
  readonly port?: number | undefined;
  /** The most that all streams together may hold, as nats-server writes sizes; 10GB by default. */
  readonly maxFileStore?: string | undefined;
  /** When given, clients must present it: any local user can reach a port of the loopback address. */
  readonly token?: string | undefined;
  readonly log: Log;
  readonly onExit?: ((exit: ServerExit) => void) | undefined;
}

/** A running nats-server with JetStream. */
export interface NatsServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly storeDir: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts nats-server with JetStream on 127.0.0.1 and returns when it answers. One left behind by a killed run is
 * stopped first. Without a port it takes the one of the last run or any free one. `onExit` is called when it ends
 * without `stop`. Throws FolderInUseError when another live process runs it on the same folder, PortTakenError when
 * the given port is in use.
 */
export async function startNatsServer(options: NatsOptions): Promise<NatsServer> {
  const { storeDir, log } = options;
  const program = options.program ?? (await findNatsServer({ install: false, cacheDir: storeDir, log }));
  mkdirSync(storeDir, { recursive: true, mode: 0o700 });
  const folder = realpathSync(storeDir);
  const release = ownFolder(folder, storeDir);
  try {
    await stopLeftover(folder, STOP_STEPS, log);
    return await onFreePort(options.port, join(folder, 'port'), async (port) => {
      const server = await launchOn(port, folder, program, options);
      const stop = async () => {
        await server.stop(STOP_STEPS);
        release();
      };
      return { url: `nats://127.0.0.1:${port}`, port, pid: server.pid, storeDir: folder, stop };
    });
  } catch (error) {
    release();
    throw error;
  }
}

async function launchOn(port: number, folder: string, program: string, options: NatsOptions): Promise<ServerProcess> {
  // Its own name tells it from another server that may hold the port.
  const name = `boxoffice-${randomBytes(6).toString('hex')}`;
  const configFile = join(folder, 'nats-server.conf');
  writeFileSync(configFile, configuration(name, port, folder, options), { mode: 0o600 });
  chmodSync(configFile, 0o600);
  const logFile = join(folder, 'nats-server.log');
  const logOffset = sizeOf(logFile);
  let ready = false;
  const server = await launch({
    command: program,
    args: ['-c', configFile],
    logFile,
    exitSignal: 'SIGTERM',
    onUnexpectedExit: (exit) => ready && options.onExit?.(exit),
  });
  const isReady = () => answersAs(name, port);
  try {
    await untilReady(server, { name: 'nats-server', port, logFile, logOffset, timeoutMs: READY_TIMEOUT_MS, isReady });
  } catch (error) {
    await server.stop(STOP_STEPS);
    throw error;
  }
  ready = true;
  return server;
}

function configuration(name: string, port: number, folder: string, options: NatsOptions): string {
  const lines = [
    `server_name: ${JSON.stringify(name)}`,
    `listen: "127.0.0.1:${port}"`,
    `pid_file: ${JSON.stringify(join(folder, 'nats-server.pid'))}`,
    `jetstream { store_dir: ${JSON.stringify(folder)}, max_file_store: ${options.maxFileStore ?? '10GB'} }`,
  ];
  if (options.token !== undefined) {
    lines.push(`authorization { token: ${JSON.stringify(options.token)} }`);
  }
  return `${lines.join('\n')}\n`;
}
