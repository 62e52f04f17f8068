import { join, resolve } from 'node:path';
import type { Log } from '@boxoffice/platform';
import { findNatsServer, freePort, startNatsServer } from '@boxoffice/servers';
import { keepRunning, type Part } from '../foundation/keep-running.ts';

const CACHE = resolve(import.meta.dirname, '../../.cache');
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Starts nats-server with its store in the data folder and keeps it running; `url` has its token. */
export async function startBroker(dataDir: string, token: string, log: Log): Promise<Part & { url: string }> {
  const program = await findNatsServer({ install: true, cacheDir: CACHE, log: say });
  const port = await freePort();
  const broker = await keepRunning(
    'nats-server',
    async (ended) => {
      const storeDir = join(dataDir, 'nats');
      const server = await startNatsServer({ storeDir, program, port, token, log: say, onExit: ended });
      say(`pid nats-server ${server.pid}`);
      return server;
    },
    log,
  );
  return { url: `nats://${token}@127.0.0.1:${port}`, stop: () => broker.stop() };
}
