import type { Clock } from '@boxoffice/kernel';
import type { Database, Log } from '@boxoffice/platform';
import type { KeyRing } from '../credentials/key-ring.ts';
import type { PasswordHasher } from '../credentials/password-hasher.ts';

/** How long sessions and tokens last, and what tokens say of their origin. */
export type SessionTerms = {
  accessTokenSeconds: number;
  refreshTokenDays: number;
  refreshGraceSeconds: number;
  tokenIssuer: string;
  tokenAudience: string;
};

/** What the use cases work with. */
export type Identity = {
  database: Database;
  passwords: PasswordHasher;
  keys: KeyRing;
  clock: Clock;
  terms: SessionTerms;
  log: Log;
};
