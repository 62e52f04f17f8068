import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK_OKP_Private,
  type JWK_OKP_Public,
  SignJWT,
} from 'jose';
import type { Pass } from '../domain/pass.ts';

// Ed25519 (RFC 8037): short, and the same content always has the same signature (RFC 8032).
const ALGORITHM = 'EdDSA';
// A code is scanned from a screen: 48 bits tell keys apart, and every character left out makes its QR code coarser.
const KEY_ID_LENGTH = 8;

/** A public key as the key set shows it. */
export type PublicJwk = JWK_OKP_Public & { kty: 'OKP'; kid: string; alg: string; use: 'sig' };

/** A key, ready to sign. */
export type PassSigner = { kid: string; privateKey: CryptoKey };

/** Makes a key; its id is the beginning of its thumbprint (RFC 7638). */
export async function createPassKey(): Promise<{ kid: string; privateJwk: JWK_OKP_Private }> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const { crv, x, d } = await exportJWK(privateKey);
  if (!crv || !x || !d) throw new Error('the new key is not an Ed25519 key');
  const thumbprint = await calculateJwkThumbprint({ kty: 'OKP', crv, x });
  return { kid: thumbprint.slice(0, KEY_ID_LENGTH), privateJwk: { kty: 'OKP', crv, x, d } };
}

/** The private key, ready to sign. */
export async function importPassKey(jwk: JWK_OKP_Private): Promise<CryptoKey> {
  const key = await importJWK({ ...jwk, kty: 'OKP' }, ALGORITHM);
  if (key instanceof Uint8Array) throw new Error('the stored key is not an Ed25519 key');
  return key;
}

/** The public half of a key; built field by field, so that no private part can slip through. */
export function publicPassKey(kid: string, { crv, x }: JWK_OKP_Public): PublicJwk {
  return { kty: 'OKP', crv, x, kid, alg: ALGORITHM, use: 'sig' };
}

/** Signs a pass: a compact JWS that is the same whenever it is asked for. It never expires: its event's date is not its own. */
export async function signPass({ kid, privateKey }: PassSigner, pass: Pass, issuer: string): Promise<string> {
  const { purchaseId: purchase, generation: gen, eventId: event, seat, ticketId, soldAt } = pass;
  return new SignJWT({ purchase, gen, event, seat })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'pass+jwt', kid })
    .setIssuer(issuer)
    .setSubject(String(ticketId))
    .setIssuedAt(soldAt)
    .sign(privateKey);
}
