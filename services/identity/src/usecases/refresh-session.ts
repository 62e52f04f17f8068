import { secondsAfter } from '@boxoffice/kernel';
import { hashRefreshToken } from '../credentials/refresh-token.ts';
import { invalidRefreshToken } from '../domain/failures.ts';
import { daysInSeconds, judgeRefresh, type TokenPair } from '../domain/session.ts';
import { lockSessionOfToken, replaceTokens } from '../storage/sessions.ts';
import type { Identity } from './identity.ts';
import { addRefreshToken, completeTokens, type IssuedSession } from './issue-tokens.ts';

/**
 * Exchanges a refresh token for a new pair. Throws `invalid_refresh_token`; a token that is used again after its grace
 * ends the whole session, which stays ended although the call fails.
 */
export async function refreshSession(identity: Identity, refreshToken: string): Promise<TokenPair> {
  const now = identity.clock();
  const issued = await exchange(identity, hashRefreshToken(refreshToken), now);
  if (!issued) throw invalidRefreshToken();
  return completeTokens(identity, issued, now);
}

function exchange({ database, terms, log }: Identity, hash: string, now: Date): Promise<IssuedSession | undefined> {
  return database.transaction('refresh session', async (em) => {
    const found = await lockSessionOfToken(em, hash);
    if (!found) return undefined;
    const { account, session, token } = found;
    const verdict = judgeRefresh(session, token, now, terms.refreshGraceSeconds);
    if (verdict === 'refuse') return undefined;
    if (verdict === 'reuse') {
      session.endedAt = now;
      log.warn({ session: session.id, account: account.id }, 'a refresh token was used twice; its session was ended');
      return undefined;
    }
    // A token that comes again within its grace leaves its successors alone: their holders are the same page.
    if (verdict === 'rotate') await replaceTokens(em, session, now);
    session.lastUsedAt = now;
    session.expiresAt = secondsAfter(now, daysInSeconds(terms.refreshTokenDays));
    const refreshToken = addRefreshToken(em, session, now);
    return { accountId: account.id, role: account.role, sessionId: session.id, refreshToken };
  });
}
