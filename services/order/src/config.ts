import {
  addresses,
  type Environment,
  positiveInteger,
  readEnvironment,
  readServiceConfig,
  type ServiceConfig,
  serviceVariables,
  str,
} from '@boxoffice/platform';
import { type PaymentSettings, paymentVariables, readPaymentSettings } from './payments/settings.ts';

/** What order needs to know. */
export type Config = ServiceConfig & {
  /** Where inventory listens. */
  inventoryUrls: string[];
  /** Where catalog listens. */
  catalogUrls: string[];
  /** How long a hold lasts, in seconds. */
  holdSeconds: number;
  /** Which payment provider is used. */
  payments: PaymentSettings;
  /** How long the payment provider has to answer, in milliseconds. */
  paymentTimeoutMs: number;
  /** How long the provider is asked for an unknown payment before it is taken as not charged, in seconds. */
  paymentResolveSeconds: number;
  /** `iss` of the codes of admission passes. */
  tokenIssuer: string;
  /** An unfinished purchase that nobody has moved for this long is taken up by another process, in seconds. */
  leaseSeconds: number;
};

/** Reads the configuration. Throws ConfigError that names every bad variable. */
export function loadConfig(env: Environment = process.env): Config {
  // All variables in one reading first, so that one error names all bad ones.
  const read = readEnvironment(env, {
    ...serviceVariables,
    INVENTORY_URL: addresses(),
    CATALOG_URL: addresses(),
    ...paymentVariables,
    HOLD_SECONDS: positiveInteger({ default: 600 }),
    PAYMENT_TIMEOUT_MS: positiveInteger({ default: 4000 }),
    PAYMENT_RESOLVE_SECONDS: positiveInteger({ default: 15 }),
    TOKEN_ISSUER: str({ default: 'boxoffice' }),
    LEASE_SECONDS: positiveInteger({ default: 10 }),
  });
  return {
    ...readServiceConfig(env),
    inventoryUrls: read.INVENTORY_URL,
    catalogUrls: read.CATALOG_URL,
    payments: readPaymentSettings(env),
    holdSeconds: read.HOLD_SECONDS,
    paymentTimeoutMs: read.PAYMENT_TIMEOUT_MS,
    paymentResolveSeconds: read.PAYMENT_RESOLVE_SECONDS,
    tokenIssuer: read.TOKEN_ISSUER,
    leaseSeconds: read.LEASE_SECONDS,
  };
}
