import pino, { type Logger } from 'pino';

/** A structured logger (JSON lines). */
export type Log = Logger;

/**
 * Creates the log of one part of the platform. Lines go to standard error, so that standard output stays for people.
 * `level` is pino's: `silent`, `error`, `warn`, `info`, `debug` or `trace`.
 */
export function createLog(part: string, level = 'info'): Log {
  return pino(
    {
      level,
      base: { part },
      redact: ['password', 'token', '*.password', '*.token', 'authorization', '*.authorization'],
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
