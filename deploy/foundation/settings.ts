import { resolve } from 'node:path';
import { type Environment, port, readEnvironment, serviceVariables, str } from '@boxoffice/platform';

/** What a whole platform on one machine needs to know. */
export type Settings = {
  /** The gateway's address and port. */
  host: string;
  port: number;
  /** Where everything is kept. */
  dataDir: string;
  /** Level of the log on standard error. */
  logLevel: string;
  /** An own PostgreSQL instead of the embedded one: URL of a role that may create databases and roles. */
  postgresUrl: string | undefined;
};

/** The variables of `Settings`. */
export const settingVariables = {
  HOST: serviceVariables.HOST,
  PORT: port({ default: 3000 }),
  BOXOFFICE_DATA: str({ default: '.data' }),
  LOG_LEVEL: str({ choices: ['silent', 'error', 'warn', 'info', 'debug', 'trace'], default: 'warn' }),
  POSTGRES_URL: str({ default: '' }),
};

/** Reads the settings of a platform on one machine. Throws ConfigError that names every bad variable. */
export function readSettings(env: Environment = process.env): Settings {
  const read = readEnvironment(env, settingVariables);
  return {
    host: read.HOST,
    port: read.PORT,
    dataDir: resolve(read.BOXOFFICE_DATA),
    logLevel: read.LOG_LEVEL,
    postgresUrl: read.POSTGRES_URL || undefined,
  };
}
