import { invalidField, notFound } from '@boxoffice/kernel';
import { findAccount, findCustomers } from '../storage/accounts.ts';
import type { Account, Session } from '../storage/entities.ts';
import { findLiveSessions } from '../storage/sessions.ts';
import type { Identity } from './identity.ts';

const MAX_CUSTOMERS = 1000;

/** Reads one account. Throws `account_not_found`. */
export async function getAccount({ database }: Identity, id: number): Promise<Account> {
  const account = await findAccount(database.read(), id);
  if (!account) throw notFound('account');
  return account;
}

/** Reads those of at most 1,000 ids that are customers. */
export async function getCustomers({ database }: Identity, ids: readonly number[]): Promise<Account[]> {
  if (ids.length > MAX_CUSTOMERS) throw invalidField('customer_ids', `must be ${MAX_CUSTOMERS} at most`);
  return findCustomers(database.read(), ids);
}

/** An account's live sessions, newest first. */
export async function listSessions({ database, clock }: Identity, accountId: number): Promise<Session[]> {
  return findLiveSessions(database.read(), accountId, clock());
}
