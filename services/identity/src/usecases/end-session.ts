import { notFound } from '@boxoffice/kernel';
import { hashRefreshToken } from '../credentials/refresh-token.ts';
import { endLiveSession, endSessionOfToken } from '../storage/sessions.ts';
import type { Identity } from './identity.ts';

/** Ends the session of a refresh token; silent when there is none. */
export async function logOut({ database, clock }: Identity, refreshToken: string): Promise<void> {
  await endSessionOfToken(database.read(), hashRefreshToken(refreshToken), clock());
}

/** Ends one session of an account. Throws `session_not_found`, also for somebody else's. */
export async function endSession({ database, clock }: Identity, accountId: number, sessionId: number): Promise<void> {
  if (!(await endLiveSession(database.read(), accountId, sessionId, clock()))) throw notFound('session');
}
