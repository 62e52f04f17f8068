import { randomUUID } from 'node:crypto';
import { createGatherer } from '@boxoffice/kernel';
import { hash as argon2Hash, verify as argon2Verify } from 'argon2';
import { normalizePassword, PASSWORD_LENGTH } from '../domain/password.ts';

/** Turns passwords into hashes and checks them. Throws `overloaded` when too many wait. */
export type PasswordHasher = {
  hash(password: string): Promise<string>;
  /** False, after the same work, when there is no hash to compare with. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
};

// argon2id (the library's default variant) with the first choice of the OWASP password storage cheat sheet.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// More UTF-16 units than a password of the greatest length can have: what is cut there was wrong anyway.
const MAX_UNITS = 4 * PASSWORD_LENGTH.max;

/**
 * Creates a hasher that works on `concurrency` passwords at once and lets `queue` more wait, so that a storm of logins
 * can't take libuv's whole thread pool from everything else.
 */
export async function createPasswordHasher(concurrency: number, queue: number): Promise<PasswordHasher> {
  const takeTurn = createGatherer<undefined, () => void>(
    ([waiting]) => new Promise((finished) => waiting?.resolve(finished)),
    { maxBatch: 1, lanes: concurrency, maxWaiting: queue },
  );

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const finish = await takeTurn(undefined);
    try {
      return await work();
    } finally {
      finish();
    }
  }

  const prepare = (password: string) => normalizePassword(password.slice(0, MAX_UNITS));
  const hash = (password: string) => inTurn(() => argon2Hash(prepare(password), COST));
  const nobodysHash = await hash(randomUUID());
  return {
    hash,
    async verify(password, expected) {
      const matches = await inTurn(() => argon2Verify(expected ?? nobodysHash, prepare(password)));
      return matches && expected !== undefined;
    },
  };
}
