import type { CallOptions } from '@connectrpc/connect';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** Public keys (RFC 7517): as a document, and to verify with. */
export type KeySet = { document(): Promise<JSONWebKeySet>; key: JWTVerifyGetKey };

/** Settings of the key set, in milliseconds. */
export type KeySetOptions = {
  /** Keys are read again after so long, so that retired ones are forgotten. */
  maxAgeMs?: number;
  /** An unknown key id makes the keys be read again, but not more often than this. */
  minAgeMs?: number;
};

/** Who publishes keys: identity those of access tokens, the order service those of passes. */
export type KeySource = { getKeySet(request: object, options: CallOptions): Promise<{ jwks: string }> };

type Loaded = { document: JSONWebKeySet; key: ReturnType<typeof createLocalJWKSet>; readAt: number };

const DEADLINE = { timeoutMs: 2000 };

function parseKeySet(text: string): JSONWebKeySet {
  const document: unknown = JSON.parse(text);
  if (typeof document === 'object' && document !== null && 'keys' in document && Array.isArray(document.keys)) {
    return { keys: document.keys };
  }
  throw new TypeError('a service answered something that is no key set');
}

/** Reads keys unless they are younger than `ageMs`; those who ask together share one reading. */
type Reader = { notOlderThan(ageMs: number): Promise<Loaded>; last(): Loaded | undefined };

function createReader(source: KeySource): Reader {
  let loaded: Loaded | undefined;
  let loading: Promise<Loaded> | undefined;

  async function load(): Promise<Loaded> {
    const { jwks } = await source.getKeySet({}, DEADLINE);
    const document = parseKeySet(jwks);
    loaded = { document, key: createLocalJWKSet(document), readAt: performance.now() };
    return loaded;
  }

  return {
    async notOlderThan(ageMs) {
      if (loaded && performance.now() - loaded.readAt < ageMs) return loaded;
      loading ??= load().finally(() => {
        loading = undefined;
      });
      return loading;
    },
    last: () => loaded,
  };
}

/** Reads a service's keys when they are needed and keeps them. */
export function createKeySet(source: KeySource, { maxAgeMs = 300_000, minAgeMs = 5000 }: KeySetOptions = {}): KeySet {
  const reader = createReader(source);

  async function currentKeys(): Promise<Loaded> {
    try {
      return await reader.notOlderThan(maxAgeMs);
    } catch (error) {
      const old = reader.last();
      if (!old) throw error;
      // Old keys are better than none while their service is away; it is asked again in a moment.
      old.readAt = performance.now() - maxAgeMs + minAgeMs;
      return old;
    }
  }

  return {
    async document() {
      return (await reader.notOlderThan(minAgeMs)).document;
    },
    async key(header, token) {
      const keys = await currentKeys();
      try {
        return await keys.key(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        return await (await reader.notOlderThan(minAgeMs)).key(header, token);
      }
    },
  };
}
