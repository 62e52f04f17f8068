import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const ATTEMPTS = 5;

/** Raised when a server can't listen because its port belongs to another process. */
export class PortTakenError extends Error {
  readonly port: number;

  constructor(name: string, port: number) {
    super(`${name} can't listen on port ${port}: it is already in use`);
    this.name = 'PortTakenError';
    this.port = port;
  }
}

/** A TCP port of the loopback address that was free a moment ago. */
export async function freePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === undefined) {
    throw new Error('The system has no free port');
  }
  return port;
}

/**
 * Runs an attempt on the given port, or else on the port remembered in a file when it is free, or else on any free
 * one; a port that was taken in between is replaced by another. The port that worked is remembered.
 */
export async function onFreePort<T>(
  given: number | undefined,
  memory: string,
  attempt: (port: number) => Promise<T>,
): Promise<T> {
  if (given !== undefined) {
    return attempt(given);
  }
  for (let tries = 1; ; tries++) {
    const port = tries === 1 ? await preferredPort(memory) : await freePort();
    try {
      const result = await attempt(port);
      writeFileSync(memory, `${port}\n`);
      return result;
    } catch (error) {
      if (!(error instanceof PortTakenError) || tries === ATTEMPTS) {
        throw error;
      }
    }
  }
}

async function preferredPort(memory: string): Promise<number> {
  const remembered = rememberedPort(memory);
  if (remembered !== undefined && (await listenOnce(remembered)) === remembered) {
    return remembered;
  }
  return freePort();
}

function rememberedPort(memory: string): number | undefined {
  try {
    const port = Number(readFileSync(memory, 'utf8').trim());
    return Number.isInteger(port) && port > 1023 && port < 65536 ? port : undefined;
  } catch {
    return undefined;
  }
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
