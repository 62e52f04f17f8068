import {
  type Environment,
  readEnvironment,
  readServiceConfig,
  type ServiceConfig,
  serviceVariables,
  url,
} from '@boxoffice/platform';

/** What catalog needs to know. */
export type Config = ServiceConfig & {
  /** Where inventory listens. */
  inventoryUrl: string;
};

/** Reads the environment. Throws ConfigError that names every bad variable. */
export function loadConfig(env: Environment = process.env): Config {
  const { INVENTORY_URL } = readEnvironment(env, { ...serviceVariables, INVENTORY_URL: url() });
  return { ...readServiceConfig(env), inventoryUrl: INVENTORY_URL };
}
