import { type Environment, port, readEnvironment } from '@boxoffice/platform';
import { readSettings, type Settings, settingVariables } from '../foundation/settings.ts';
import { parseReplicas, type Replicas, replicas } from './replicas.ts';

/** What a cluster needs to know beyond other platforms. */
export type ClusterSettings = Settings & {
  replicas: Replicas;
  /** Port of the first gateway's metrics; those of others follow. */
  metricsPort: number | undefined;
};

/** Reads the settings of a cluster. Throws ConfigError that names every bad variable. */
export function readClusterSettings(env: Environment = process.env): ClusterSettings {
  // All variables in one reading first, so that one error names all bad ones.
  const { REPLICAS, METRICS_PORT } = readEnvironment(env, {
    ...settingVariables,
    REPLICAS: replicas({ default: parseReplicas('') }),
    METRICS_PORT: port({ default: undefined }),
  });
  return { ...readSettings(env), replicas: REPLICAS, metricsPort: METRICS_PORT };
}
