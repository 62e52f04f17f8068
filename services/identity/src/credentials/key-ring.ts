import { type Clock, secondsAfter } from '@boxoffice/kernel';
import type { Database, Log } from '@boxoffice/platform';
import type { CryptoKey } from 'jose';
import { type KeyTimes, planNextKey, publishedKeysAt, signingKeyAt } from '../domain/signing-key.ts';
import { SigningKey } from '../storage/entities.ts';
import { listSigningKeys, lockKeyMaking } from '../storage/signing-keys.ts';
import { createJwk, importPrivateKey, type PublicJwk, publicJwk } from './jwk.ts';

/** A key, ready to sign. */
export type Signer = { kid: string; privateKey: CryptoKey };

/** The signing keys as this process knows them; replicas share them through the database. */
export type KeyRing = {
  /** The key that signs now. */
  signer(): Promise<Signer>;
  /** The public keys (RFC 7517) of tokens that are valid now or will be soon. */
  keySet(): Promise<{ keys: PublicJwk[] }>;
  /** Makes the next key when it is time. */
  rotate(): Promise<void>;
};

/** What a key ring works with. */
export type KeyRingOptions = { database: Database; clock: Clock; rotationDays: number; log: Log };

// Well below the time a new key is published before it signs.
const RELOAD_SECONDS = 60;

type HeldKey = Signer & KeyTimes & { publicJwk: PublicJwk };

async function hold({ kid, privateJwk, createdAt, activatesAt, retiresAt }: SigningKey): Promise<HeldKey> {
  const privateKey = await importPrivateKey(privateJwk);
  return {
    kid,
    createdAt,
    activatesAt,
    retiresAt,
    privateKey,
    publicJwk: publicJwk(kid, privateJwk),
  };
}

async function makeNextKey({ database, clock, rotationDays, log }: KeyRingOptions): Promise<void> {
  const made = await createJwk();
  await database.transaction('rotate keys', async (em) => {
    await lockKeyMaking(em);
    const keys = await listSigningKeys(em);
    // Asked again under the lock: another replica may have been first.
    const plan = planNextKey(keys, clock(), rotationDays);
    if (!plan) return;
    for (const key of keys) key.retiresAt ??= plan.predecessorsRetireAt;
    em.create(SigningKey, { ...made, createdAt: clock(), activatesAt: plan.activatesAt, retiresAt: null });
    log.info({ kid: made.kid, activatesAt: plan.activatesAt }, 'a signing key was made');
  });
}

// The keys in memory, read again when they are a minute old.
function keysInMemory({ database, clock, log }: KeyRingOptions) {
  let held: HeldKey[] = [];
  let staleAt = new Date(0);
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    held = await Promise.all((await listSigningKeys(database.read())).map(hold));
    staleAt = secondsAfter(clock(), RELOAD_SECONDS);
  }

  async function readAgain(): Promise<void> {
    try {
      await read();
    } catch (error) {
      // The keys in hand stay good for minutes; tokens must be verifiable while the database is away.
      log.warn({ err: error }, 'the signing keys were not read again');
      staleAt = secondsAfter(clock(), RELOAD_SECONDS);
    } finally {
      reading = undefined;
    }
  }

  async function current(): Promise<HeldKey[]> {
    if (clock() >= staleAt) {
      reading ??= readAgain();
      await reading;
    }
    return held;
  }

  return { read, current };
}

/** Opens the key ring; the first process ever makes the first key. */
export async function openKeyRing(options: KeyRingOptions): Promise<KeyRing> {
  const { database, clock, rotationDays } = options;
  const { read, current } = keysInMemory(options);

  async function rotate(): Promise<void> {
    if (planNextKey(await listSigningKeys(database.read()), clock(), rotationDays)) await makeNextKey(options);
    await read();
  }

  await rotate();
  return {
    async signer() {
      const signer = signingKeyAt(await current(), clock());
      if (!signer) throw new Error('there is no signing key');
      return signer;
    },
    async keySet() {
      return { keys: publishedKeysAt(await current(), clock()).map((key) => key.publicJwk) };
    },
    rotate,
  };
}
