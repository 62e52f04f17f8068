import { type Environment, readServiceConfig, type ServiceConfig } from '@boxoffice/platform';

/** What inventory needs to know. */
export type Config = ServiceConfig;

/** Reads the configuration. Throws ConfigError that names every bad variable. */
export function loadConfig(env: Environment = process.env): Config {
  return readServiceConfig(env);
}
