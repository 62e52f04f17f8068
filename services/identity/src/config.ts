import {
  type Environment,
  positiveInteger,
  readEnvironment,
  readServiceConfig,
  type ServiceConfig,
  serviceVariables,
  str,
} from '@boxoffice/platform';
import { makeValidator } from 'envalid';
import { MAX_ACCESS_TOKEN_SECONDS } from './domain/signing-key.ts';

/** What the identity service needs to know. */
export type Config = ServiceConfig & {
  /** Life of an access token, at most 600 seconds. */
  accessTokenSeconds: number;
  /** A session ends after so many days without use. */
  refreshTokenDays: number;
  /** A refresh token that was exchanged may be used again for so many seconds. */
  refreshGraceSeconds: number;
  /** `iss` of access tokens. */
  tokenIssuer: string;
  /** `aud` of access tokens. */
  tokenAudience: string;
  /** Passwords hashed at once; libuv's pool has four threads for everything. */
  hashingConcurrency: number;
  /** Passwords that wait to be hashed at most. */
  hashingQueue: number;
  /** A new signing key is made after so many days. */
  keyRotationDays: number;
};

const accessTokenLife = makeValidator<number>((input) => {
  const seconds = Number(input);
  if (Number.isSafeInteger(seconds) && seconds >= 1 && seconds <= MAX_ACCESS_TOKEN_SECONDS) return seconds;
  throw new Error(`"${input}" is not a whole number from 1 to ${MAX_ACCESS_TOKEN_SECONDS}`);
});

const variables = {
  ACCESS_TOKEN_SECONDS: accessTokenLife({ default: MAX_ACCESS_TOKEN_SECONDS }),
  REFRESH_TOKEN_DAYS: positiveInteger({ default: 30 }),
  REFRESH_GRACE_SECONDS: positiveInteger({ default: 10 }),
  TOKEN_ISSUER: str({ default: 'boxoffice' }),
  TOKEN_AUDIENCE: str({ default: 'boxoffice-api' }),
  HASHING_CONCURRENCY: positiveInteger({ default: 2 }),
  HASHING_QUEUE: positiveInteger({ default: 1000 }),
  KEY_ROTATION_DAYS: positiveInteger({ default: 30 }),
};

/** Reads the environment. Throws ConfigError that names every bad variable. */
export function loadConfig(env: Environment = process.env): Config {
  // All variables in one reading first, so that one error names all bad ones.
  const own = readEnvironment(env, { ...serviceVariables, ...variables });
  return {
    ...readServiceConfig(env),
    accessTokenSeconds: own.ACCESS_TOKEN_SECONDS,
    refreshTokenDays: own.REFRESH_TOKEN_DAYS,
    refreshGraceSeconds: own.REFRESH_GRACE_SECONDS,
    tokenIssuer: own.TOKEN_ISSUER,
    tokenAudience: own.TOKEN_AUDIENCE,
    hashingConcurrency: own.HASHING_CONCURRENCY,
    hashingQueue: own.HASHING_QUEUE,
    keyRotationDays: own.KEY_ROTATION_DAYS,
  };
}
