import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK_OKP_Private,
  type JWK_OKP_Public,
} from 'jose';

/** The signature algorithm of access tokens: Ed25519 (RFC 8037). */
export const ALGORITHM = 'EdDSA';

/** A public key as the key set shows it. */
export type PublicJwk = JWK_OKP_Public & { kty: 'OKP'; kid: string; alg: string; use: 'sig' };

/** Makes a key; its id is its thumbprint (RFC 7638). */
export async function createJwk(): Promise<{ kid: string; privateJwk: JWK_OKP_Private }> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const { crv, x, d } = await exportJWK(privateKey);
  if (!crv || !x || !d) throw new Error('the new key is not an Ed25519 key');
  return { kid: await calculateJwkThumbprint({ kty: 'OKP', crv, x }), privateJwk: { kty: 'OKP', crv, x, d } };
}

/** The private key, ready to sign. */
export async function importPrivateKey(jwk: JWK_OKP_Private): Promise<CryptoKey> {
  const key = await importJWK({ ...jwk, kty: 'OKP' }, ALGORITHM);
  if (key instanceof Uint8Array) throw new Error('the stored key is not an Ed25519 key');
  return key;
}

/** The public half of a key; built field by field, so that no private part can slip through. */
export function publicJwk(kid: string, { crv, x }: JWK_OKP_Public): PublicJwk {
  return { kty: 'OKP', crv, x, kid, alg: ALGORITHM, use: 'sig' };
}
