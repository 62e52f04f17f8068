import { join } from 'node:path';
import { findNatsServer, type NatsServer, startNatsServer } from '@boxoffice/servers';
import { afterAll } from '@jest/globals';
import { removeFolder, temporaryFolder } from './temporary-folder.ts';

const CACHE = join(import.meta.dirname, '../../../.cache');

let running: Promise<NatsServer> | undefined;

/**
 * The nats-server of this test file, started by the first call with an empty store on a free port. It is stopped
 * after the file's last test; a test may stop it earlier, and the next call starts another.
 */
export function startTestNats(): Promise<NatsServer> {
  running ??= start();
  return running;
}

async function start(): Promise<NatsServer> {
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const program = await findNatsServer({ install: true, cacheDir: CACHE, log });
  const storeDir = temporaryFolder();
  const server = await startNatsServer({ storeDir, program, log });
  const stop = async () => {
    running = undefined;
    await server.stop();
    removeFolder(storeDir);
  };
  return { ...server, stop };
}

afterAll(async () => {
  const server = await running?.catch(() => undefined);
  await server?.stop();
});
