import type { EntityManager } from '@mikro-orm/postgresql';
import { signAccessToken } from '../credentials/access-token.ts';
import { createRefreshToken, hashRefreshToken } from '../credentials/refresh-token.ts';
import type { Role } from '../domain/account.ts';
import { daysInSeconds, type TokenPair } from '../domain/session.ts';
import { RefreshToken, type Session } from '../storage/entities.ts';
import type { Identity } from './identity.ts';

/** A session whose next tokens are due: its refresh token is stored, its access token not signed yet. */
export type IssuedSession = { accountId: number; role: Role; sessionId: number; refreshToken: string };

/** Gives a session a new refresh token, in the entity manager's transaction. */
export function addRefreshToken(em: EntityManager, session: Session, now: Date): string {
  const refreshToken = createRefreshToken();
  em.create(RefreshToken, { hash: hashRefreshToken(refreshToken), session, createdAt: now, replacedAt: null });
  return refreshToken;
}

/** Signs the access token of a session whose refresh token has been committed. */
export async function completeTokens({ keys, terms }: Identity, issued: IssuedSession, now: Date): Promise<TokenPair> {
  const claims = {
    accountId: issued.accountId,
    role: issued.role,
    sessionId: issued.sessionId,
    issuer: terms.tokenIssuer,
    audience: terms.tokenAudience,
    seconds: terms.accessTokenSeconds,
  };
  return {
    accessToken: await signAccessToken(await keys.signer(), claims, now),
    expiresIn: terms.accessTokenSeconds,
    refreshToken: issued.refreshToken,
    refreshExpiresIn: daysInSeconds(terms.refreshTokenDays),
    role: issued.role,
  };
}
