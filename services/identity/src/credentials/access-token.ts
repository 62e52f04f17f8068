import { randomUUID } from 'node:crypto';
import { secondsAfter } from '@boxoffice/kernel';
import { SignJWT } from 'jose';
import type { Role } from '../domain/account.ts';
import { ALGORITHM } from './jwk.ts';
import type { Signer } from './key-ring.ts';

/** What an access token says: who (`sub`), in which session (`sid`), as what (`role`), from whom and for whom. */
export type AccessClaims = {
  accountId: number;
  role: Role;
  sessionId: number;
  issuer: string;
  audience: string;
  /** Its life in seconds. */
  seconds: number;
};

/** Signs an access token (RFC 9068: `typ` is `at+jwt`). */
export async function signAccessToken({ kid, privateKey }: Signer, claims: AccessClaims, now: Date): Promise<string> {
  return new SignJWT({ role: claims.role, sid: claims.sessionId })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt', kid })
    .setIssuer(claims.issuer)
    .setAudience(claims.audience)
    .setSubject(String(claims.accountId))
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(secondsAfter(now, claims.seconds))
    .sign(privateKey);
}
