import {
  addresses,
  type Environment,
  readEnvironment,
  readServiceConfig,
  type ServiceConfig,
  serviceVariables,
} from '@boxoffice/platform';

/** What catalog needs to know. */
export type Config = ServiceConfig & {
  /** Where inventory listens. */
  inventoryUrls: string[];
};

/** Reads the environment. Throws ConfigError that names every bad variable. */
export function loadConfig(env: Environment = process.env): Config {
  const { INVENTORY_URL } = readEnvironment(env, { ...serviceVariables, INVENTORY_URL: addresses() });
  return { ...readServiceConfig(env), inventoryUrls: INVENTORY_URL };
}
