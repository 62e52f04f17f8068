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

/** A whole number of at least 0. */
const notNegative = makeValidator<number>((input) => {
  const value = Number(input);
  if (!/^\d+$/.test(input) || !Number.isSafeInteger(value)) throw new Error(`"${input}" is not a whole number`);
  return value;
});

/** The number of a file descriptor that a process was given at its start. */
export const fileDescriptor = notNegative;

/** How one process takes over from another. */
export const handoverVariables = {
  LISTEN_FD: fileDescriptor({ default: undefined }),
  DRAIN_DELAY_MS: notNegative({ default: 0 }),
};

/** A secret of at least 32 characters. */
export const secret = makeValidator<string>((input) => {
  if (input.length < 32) throw new Error('must have at least 32 characters');
  return input;
});

/** Where a service listens: one `http` or `https` address or several, separated by commas. */
export const addresses = makeValidator<string[]>((input) =>
  input.split(',').map((item) => {
    const parsed = URL.parse(item.trim());
    const known = parsed && ['http:', 'https:'].includes(parsed.protocol);
    if (!known || parsed.href !== `${parsed.origin}/`) {
      throw new Error(`"${item.trim()}" is not an address like http://127.0.0.1:4001`);
    }
    return parsed.origin;
  }),
);

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
  /** A listening socket that its parent process gave it, instead of host and port. */
  listenFd?: number;
  /** How long it goes on after SIGTERM, only saying that it is not ready, in milliseconds; never on a given socket. */
  drainDelayMs?: number;
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
  ...handoverVariables,
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
    ...(read.LISTEN_FD === undefined ? {} : { listenFd: read.LISTEN_FD }),
    drainDelayMs: read.DRAIN_DELAY_MS,
    databaseUrl: read.DATABASE_URL,
    databasePool: read.DATABASE_POOL,
    natsUrl: read.NATS_URL,
    serviceToken: read.SERVICE_TOKEN,
    logLevel: read.LOG_LEVEL,
  };
}

export { bool, makeValidator, num, port, str, url };
