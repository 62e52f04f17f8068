import { secondsAfter } from '@boxoffice/kernel';
import { LockMode } from '@mikro-orm/postgresql';
import { isEmail } from '../domain/account.ts';
import { invalidCredentials } from '../domain/failures.ts';
import { daysInSeconds, sessionLabel, type TokenPair } from '../domain/session.ts';
import { findAccountByEmail, lockAccount } from '../storage/accounts.ts';
import { type Account, Session } from '../storage/entities.ts';
import type { Identity } from './identity.ts';
import { addRefreshToken, completeTokens, type IssuedSession } from './issue-tokens.ts';

/** A login, and what the client says of itself. */
export type Login = { email: string; password: string; userAgent: string; ip: string };

/** Opens a session. Throws `invalid_credentials`, the same after the same time for unknown e-mails, and `overloaded`. */
export async function logIn(identity: Identity, login: Login): Promise<TokenPair> {
  const account = await findAccount(identity, login.email.trim());
  const matches = await identity.passwords.verify(login.password, account?.passwordHash);
  if (!account || !matches) throw invalidCredentials();
  const now = identity.clock();
  return completeTokens(identity, await openSession(identity, account, login, now), now);
}

async function findAccount({ database }: Identity, email: string): Promise<Account | null> {
  return isEmail(email) ? findAccountByEmail(database.read(), email) : null;
}

function openSession({ database, terms }: Identity, checked: Account, login: Login, now: Date): Promise<IssuedSession> {
  return database.transaction('log in', async (em) => {
    const account = await lockAccount(em, checked.id, LockMode.PESSIMISTIC_READ);
    // The password was changed while it was being checked: the change ends all sessions, so this one must not begin.
    if (account?.passwordHash !== checked.passwordHash) throw invalidCredentials();
    const session = em.create(Session, {
      account,
      userAgent: sessionLabel('userAgent', login.userAgent),
      ip: sessionLabel('ip', login.ip),
      createdAt: now,
      lastUsedAt: now,
      expiresAt: secondsAfter(now, daysInSeconds(terms.refreshTokenDays)),
      endedAt: null,
    });
    const refreshToken = addRefreshToken(em, session, now);
    await em.flush();
    return { accountId: account.id, role: account.role, sessionId: session.id, refreshToken };
  });
}
