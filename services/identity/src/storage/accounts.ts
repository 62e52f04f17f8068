import { databaseErrorCode } from '@boxoffice/platform';
import type { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { emailKey } from '../domain/account.ts';
import { emailTaken } from '../domain/failures.ts';
import { Account } from './entities.ts';

const UNIQUE_VIOLATION = '23505';

/** The account with an e-mail, compared without case. */
export async function findAccountByEmail(em: EntityManager, email: string): Promise<Account | null> {
  return em.findOne(Account, { emailKey: emailKey(email) });
}

/** The account with an id. */
export async function findAccount(em: EntityManager, id: number): Promise<Account | null> {
  return em.findOne(Account, { id });
}

/** Reads an account and keeps others from changing it until the transaction ends. */
export async function lockAccount(
  em: EntityManager,
  id: number,
  lockMode: LockMode.PESSIMISTIC_READ | LockMode.PESSIMISTIC_WRITE,
): Promise<Account | null> {
  return em.findOne(Account, { id }, { lockMode });
}

/** The ids, names and e-mails of those of the ids that are customers. */
export async function findCustomers(em: EntityManager, ids: readonly number[]): Promise<Account[]> {
  return em.find(Account, { id: { $in: [...ids] }, role: 'customer' });
}

/** Runs a write of accounts. Throws `email_taken` when another account has the e-mail. */
export async function refusingTakenEmail<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    // The e-mail is the only thing that is unique over accounts, apart from their generated ids.
    if (databaseErrorCode(error) === UNIQUE_VIOLATION) throw emailTaken();
    throw error;
  }
}
