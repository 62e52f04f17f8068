import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
const KEY_ID = 'test-key';

/** The key set a fake identity serves. */
export const jwks = JSON.stringify({
  keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'EdDSA', use: 'sig' }],
});

/** What may be wrong with a token. */
export type TokenChanges = {
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
  key?: Parameters<SignJWT['sign']>[0];
};

const seconds = () => Math.floor(Date.now() / 1000);

/** A good access token, or one with some claims or headers changed (undefined leaves them out). */
export async function accessToken(role: string, id: number, { claims, header, key }: TokenChanges = {}) {
  const all = {
    iss: 'boxoffice',
    aud: 'boxoffice-api',
    sub: String(id),
    role,
    sid: '12',
    jti: crypto.randomUUID(),
    iat: seconds(),
    exp: seconds() + 600,
    ...claims,
  };
  return new SignJWT(all)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: KEY_ID, ...header })
    .sign(key ?? privateKey);
}

/** The header that sends a good token. */
export async function as(role: 'partner' | 'customer', id: number) {
  return { authorization: `Bearer ${await accessToken(role, id)}` };
}
