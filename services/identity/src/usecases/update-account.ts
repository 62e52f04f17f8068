import { notFound } from '@boxoffice/kernel';
import { LockMode } from '@mikro-orm/postgresql';
import { emailKey } from '../domain/account.ts';
import { checkProfileChange, type ProfileRequest } from '../domain/profile-change.ts';
import { lockAccount, refusingTakenEmail } from '../storage/accounts.ts';
import type { Account } from '../storage/entities.ts';
import type { Identity } from './identity.ts';

/** Changes an account's profile. Throws `account_not_found`, `validation_failed` and `email_taken`. */
export function updateAccount({ database }: Identity, id: number, request: ProfileRequest): Promise<Account> {
  return refusingTakenEmail(() =>
    database.transaction('update account', async (em) => {
      const account = await lockAccount(em, id, LockMode.PESSIMISTIC_WRITE);
      if (!account) throw notFound('account');
      Object.assign(account, checkProfileChange(account.role, request));
      account.emailKey = emailKey(account.email);
      return account;
    }),
  );
}
