import { type Static, Type } from '@fastify/type-provider-typebox';
import type { JSONWebKeySet } from 'jose';

/** Public keys (RFC 7517). */
export const KeySetBody = Type.Object({
  keys: Type.Array(Type.Object({ kty: Type.String() }, { additionalProperties: true })),
});

/** Public keys, each with its type first. */
export function presentKeySet({ keys }: JSONWebKeySet): Static<typeof KeySetBody> {
  return { keys: keys.map(({ kty = '', ...key }) => ({ kty, ...key })) };
}
