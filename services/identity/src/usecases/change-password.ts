import { LockMode } from '@mikro-orm/postgresql';
import { invalidCredentials } from '../domain/failures.ts';
import { createFieldChecks } from '../domain/field-checks.ts';
import { refuseWeakPassword } from '../domain/password.ts';
import { lockAccount } from '../storage/accounts.ts';
import { endOtherSessions } from '../storage/sessions.ts';
import type { Identity } from './identity.ts';
import { getAccount } from './read-accounts.ts';

/** A change of password by somebody who is logged in; `sessionId` is their session, which goes on. */
export type PasswordChange = {
  accountId: number;
  sessionId: number | undefined;
  currentPassword: string;
  newPassword: string;
};

/**
 * Sets a new password and ends all other sessions. Throws `invalid_credentials` when the current password is wrong,
 * `validation_failed`, `weak_password` and `overloaded`.
 */
export async function changePassword(identity: Identity, change: PasswordChange): Promise<void> {
  const { database, passwords, clock } = identity;
  const checks = createFieldChecks();
  checks.password('new_password', change.newPassword);
  checks.finish();
  const checked = await getAccount(identity, change.accountId);
  refuseWeakPassword('new_password', change.newPassword, checked.email);
  if (!(await passwords.verify(change.currentPassword, checked.passwordHash))) throw invalidCredentials();
  const passwordHash = await passwords.hash(change.newPassword);
  await database.transaction('change password', async (em) => {
    const account = await lockAccount(em, change.accountId, LockMode.PESSIMISTIC_WRITE);
    // Somebody else changed the password in the meantime: the one that was checked is the current one no more.
    if (account?.passwordHash !== checked.passwordHash) throw invalidCredentials();
    account.passwordHash = passwordHash;
    await endOtherSessions(em, account.id, change.sessionId, clock());
  });
}
