import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { Log } from '../log.ts';
import { installNatsServer } from './install-nats-server.ts';

// Debian puts it where an ordinary user's PATH does not lead.
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/**
 * The path of a nats-server program: from PATH, else from `cacheDir`, else fetched into `cacheDir` when `install` is
 * set and the machine has apt-get. Otherwise throws an Error that says what to do.
 */
export async function findNatsServer(options: {
  readonly install: boolean;
  readonly cacheDir: string;
  readonly log: Log;
}): Promise<string> {
  const cached = join(resolve(options.cacheDir), 'nats-server', 'nats-server');
  const found = onPath('nats-server') ?? (isProgram(cached) ? cached : undefined);
  if (found !== undefined) {
    return found;
  }
  if (!options.install || onPath('apt-get') === undefined) {
    throw new Error(howToInstall(cached));
  }
  try {
    await installNatsServer(cached, options.log);
  } catch (cause) {
    throw new Error(`${howToInstall(cached)} apt-get could not fetch it: ${String(cause)}`, { cause });
  }
  return cached;
}

function howToInstall(cached: string): string {
  return (
    'nats-server was not found. Install it (Debian and Ubuntu: "sudo apt-get install nats-server"; ' +
    `macOS: "brew install nats-server"; others: https://nats.io/download), or put its program at ${cached}.`
  );
}

function onPath(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''), ...SYSTEM_FOLDERS];
  return folders.map((folder) => join(folder, program)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
