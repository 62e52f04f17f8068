import { join, resolve } from 'node:path';
import type { Log } from '../log.ts';
import { isProgram, onPath } from '../process/programs.ts';
import { installNatsServer } from './install-nats-server.ts';

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
