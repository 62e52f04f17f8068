import type { Database } from '@boxoffice/platform';
import type { CryptoKey } from 'jose';
import { type Pass, passKeyAt } from '../domain/pass.ts';
import { addFirstPassKey, listPassKeys, type StoredPassKey } from '../storage/pass-keys.ts';
import { createPassKey, importPassKey, type PublicJwk, publicPassKey, signPass } from './pass-code.ts';

/** The keys of passes, which all processes share through the database. */
export type PassKeys = {
  /** The code of a pass. */
  sign(pass: Pass): Promise<string>;
  /** Public keys of all codes there are (RFC 7517). */
  keySet(): Promise<{ keys: PublicJwk[] }>;
};

/** Opens the keys of passes. The first one is made when one is first needed; `issuer` is the `iss` of codes. */
export function createPassKeys(database: Database, issuer: string): PassKeys {
  const imported = new Map<string, Promise<CryptoKey>>();

  function importOnce({ kid, privateJwk }: StoredPassKey): Promise<CryptoKey> {
    const known = imported.get(kid);
    if (known) return known;
    const key = importPassKey(privateJwk);
    imported.set(kid, key);
    return key;
  }

  // Read each time: a key that another process has made, or an operator has added, counts at once and everywhere.
  async function listKeys(): Promise<StoredPassKey[]> {
    const keys = await listPassKeys(database);
    if (keys.length > 0) return keys;
    await addFirstPassKey(database, await createPassKey());
    return listPassKeys(database);
  }

  return {
    async sign(pass) {
      const key = passKeyAt(await listKeys(), pass.soldAt);
      if (!key) throw new Error(`no key of passes signs what was sold at ${pass.soldAt.toISOString()}`);
      return signPass({ kid: key.kid, privateKey: await importOnce(key) }, pass, issuer);
    },
    async keySet() {
      return { keys: (await listKeys()).map(({ kid, privateJwk }) => publicPassKey(kid, privateJwk)) };
    },
  };
}
