import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unpackPackages } from '../debian/unpack.ts';
import type { Log } from '../log.ts';

/**
 * Fetches Debian's nats-server package with apt-get and unpacks its program to the given path. It is not installed,
 * so it needs no root, starts no system service and changes nothing outside that folder.
 */
export async function installNatsServer(program: string, log: Log): Promise<void> {
  log('Fetching nats-server with apt-get (once)');
  mkdirSync(dirname(program), { recursive: true });
  const work = mkdtempSync(join(dirname(program), 'package-'));
  try {
    const root = join(work, 'root');
    await unpackPackages(['nats-server'], root, { dependencies: false });
    const [unpacked] = ['usr/sbin', 'usr/bin']
      .map((folder) => join(root, folder, 'nats-server'))
      .filter((path) => existsSync(path));
    if (unpacked === undefined) {
      throw new Error('The package nats-server holds no program of that name');
    }
    renameSync(unpacked, program);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
