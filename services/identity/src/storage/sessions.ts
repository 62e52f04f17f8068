import { query } from '@boxoffice/platform';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Account, RefreshToken, Session } from './entities.ts';

/** A refresh token with its session, which is locked until the transaction ends, and its account; null when unknown. */
export async function lockSessionOfToken(
  em: EntityManager,
  hash: string,
): Promise<{ account: Account; session: Session; token: RefreshToken } | null> {
  const [found] = await query<{ session_id: number }>(em, 'select session_id from refresh_tokens where hash = $1', [
    hash,
  ]);
  if (!found) return null;
  const session = await em.findOne(Session, { id: found.session_id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!session) return null;
  // Read only now: whoever held the lock before may have exchanged this token.
  const token = await em.findOne(RefreshToken, { hash });
  const account = await em.findOne(Account, { id: session.account.id });
  return token && account ? { account, session, token } : null;
}

/** The account's sessions that have not ended, newest first. */
export async function findLiveSessions(em: EntityManager, accountId: number, now: Date): Promise<Session[]> {
  return em.find(Session, { account: accountId, endedAt: null, expiresAt: { $gt: now } }, { orderBy: { id: 'desc' } });
}

/** Ends one live session of an account; false when there is no such session. */
export async function endLiveSession(em: EntityManager, accountId: number, id: number, now: Date): Promise<boolean> {
  const live = { id, account: accountId, endedAt: null, expiresAt: { $gt: now } };
  return (await em.nativeUpdate(Session, live, { endedAt: now })) > 0;
}

/** Ends the session of a refresh token, if there is one. */
export async function endSessionOfToken(em: EntityManager, hash: string, now: Date): Promise<void> {
  await query(
    em,
    `update sessions set ended_at = $2
      where ended_at is null and id = (select session_id from refresh_tokens where hash = $1)`,
    [hash, now],
  );
}

/** Ends every session of an account but one. */
export async function endOtherSessions(
  em: EntityManager,
  accountId: number,
  keep: number | undefined,
  now: Date,
): Promise<void> {
  const others = keep === undefined ? {} : { id: { $ne: keep } };
  await em.nativeUpdate(Session, { ...others, account: accountId, endedAt: null }, { endedAt: now });
}

/** Retires every refresh token of a session that is in use. */
export async function replaceTokens(em: EntityManager, session: Session, now: Date): Promise<void> {
  await em.nativeUpdate(RefreshToken, { session, replacedAt: null }, { replacedAt: now });
}

/** Deletes sessions that ended before a moment, and tokens that were exchanged before another one. */
export async function deleteOldSessions(em: EntityManager, endedBefore: Date, replacedBefore: Date): Promise<void> {
  await em.nativeDelete(Session, {
    $or: [{ endedAt: { $lt: endedBefore } }, { expiresAt: { $lt: endedBefore } }],
  });
  await em.nativeDelete(RefreshToken, { replacedAt: { $lt: replacedBefore } });
}
