import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { PortTakenError } from './port.ts';
import type { ServerProcess } from './server-process.ts';

/** What to wait for and how long; `name`, `port` and the log's new lines make the error readable. */
export interface ReadyOptions {
  readonly name: string;
  readonly port: number;
  readonly logFile: string;
  readonly logOffset: number;
  readonly timeoutMs: number;
  readonly isReady: () => boolean | Promise<boolean>;
}

/**
 * Waits until a server that was just launched answers. Throws PortTakenError when it ended because its port is in
 * use, and an Error with the end of its log when it ended otherwise or took too long.
 */
export async function untilReady(server: ServerProcess, options: ReadyOptions): Promise<void> {
  const deadline = Date.now() + options.timeoutMs;
  while (!(await options.isReady())) {
    if (server.exit() !== undefined) {
      const output = newLines(options.logFile, options.logOffset);
      if (/address already in use/i.test(output)) {
        throw new PortTakenError(options.name, options.port);
      }
      throw new Error(`${options.name} did not start. It said:\n${output}`);
    }
    if (Date.now() > deadline) {
      const output = newLines(options.logFile, options.logOffset);
      throw new Error(`${options.name} was not ready after ${options.timeoutMs / 1000} s. It said:\n${output}`);
    }
    await sleep(25);
  }
}

/** The size of a log now, to read later only what a new process adds. */
export function sizeOf(path: string): number {
  try {
    const file = openSync(path, 'r');
    const { size } = fstatSync(file);
    closeSync(file);
    return size;
  } catch {
    return 0;
  }
}

function newLines(path: string, offset: number): string {
  const longest = 4000;
  const size = sizeOf(path);
  // A log that was set aside starts anew.
  const start = Math.max(offset > size ? 0 : offset, size - longest);
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(Math.max(0, size - start));
    readSync(file, buffer, 0, buffer.length, start);
    return buffer.toString('utf8').trim();
  } finally {
    closeSync(file);
  }
}
