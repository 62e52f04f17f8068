import {
  bool,
  cleanEnv,
  EnvMissingError,
  host,
  makeValidator,
  num,
  port,
  type ReporterOptions,
  str,
  url,
} from 'envalid';

/** The environment as a process gets it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A start that was refused: every variable that is missing or wrong, one a line. */
export class ConfigError extends Error {
  constructor(problems: string[]) {
    super(`The configuration is wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

function refuse<T>({ errors }: ReporterOptions<T>): void {
  const problems = Object.entries<Error | undefined>(errors).map(
    ([name, error]) => `${name}: ${error instanceof EnvMissingError ? 'is missing' : error?.message}`,
  );
  if (problems.length > 0) throw new ConfigError(problems);
}

/** A whole number of at least 1. */
export const positiveInteger = makeValidator<number>((input) => {
  const value = Number(input);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`"${input}" is not a whole number of at least 1`);
  return value;
});

// The outbox relay keeps one connection for itself.
const poolSize = makeValidator<number>((input) => {
  const value = Number(input);
  if (!Number.isSafeInteger(value) || value < 2) throw new Error(`"${input}" is not a whole number of at least 2`);
  return value;
});

/** A secret of at least 32 characters. */
export const secret = makeValidator<string>((input) => {
  if (input.length < 32) throw new Error('must have at least 32 characters');
  return input;
});

/** Reads variables by their validators. Throws ConfigError that names every bad one. */
export function readEnvironment<Spec extends Parameters<typeof cleanEnv>[1]>(env: Environment, spec: Spec) {
  return cleanEnv(env, spec, { reporter: refuse });
}

/** What every service needs to know. */
export type ServiceConfig = {
  /** Address it listens on. */
  host: string;
  /** Port it listens on. */
  port: number;
  /** Its own database. */
  databaseUrl: string;
  /** Connections it keeps to its database at most, 2 or more. */
  databasePool: number;
  /** The JetStream server. */
  natsUrl: string;
  /** The secret by which services know each other, at least 32 characters. */
  serviceToken: string;
  /** Level of its log. */
  logLevel: string;
};

/** The variables of `ServiceConfig`. */
export const serviceVariables = {
  HOST: host({ default: '127.0.0.1' }),
  PORT: port(),
  DATABASE_URL: url(),
  DATABASE_POOL: poolSize({ default: 6 }),
  NATS_URL: str({ default: 'nats://127.0.0.1:4222' }),
  SERVICE_TOKEN: secret(),
  LOG_LEVEL: str({ choices: ['silent', 'error', 'warn', 'info', 'debug', 'trace'], default: 'info' }),
};

/** Reads what every service needs to know. Throws ConfigError that names every bad variable. */
export function readServiceConfig(env: Environment): ServiceConfig {
  const read = readEnvironment(env, serviceVariables);
  return {
    host: read.HOST,
    port: read.PORT,
    databaseUrl: read.DATABASE_URL,
    databasePool: read.DATABASE_POOL,
    natsUrl: read.NATS_URL,
    serviceToken: read.SERVICE_TOKEN,
    logLevel: read.LOG_LEVEL,
  };
}

export { bool, num, port, str, url };
