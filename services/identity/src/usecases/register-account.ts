import type { Idempotency } from '@boxoffice/contracts/common/v1/idempotency';
import { type Account as AccountMessage, AccountSchema } from '@boxoffice/contracts/identity/v1/identity_service';
import { type IdempotencyScope, keyInProgress, onceByKey, type Replayable } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';
import { emailKey, type Profile, type Role } from '../domain/account.ts';
import { emailTaken } from '../domain/failures.ts';
import { createFieldChecks, type FieldChecks } from '../domain/field-checks.ts';
import { accountMessage } from '../domain/messages.ts';
import { refuseWeakPassword } from '../domain/password.ts';
import { findAccountByEmail, refusingTakenEmail } from '../storage/accounts.ts';
import { Account } from '../storage/entities.ts';
import { isKeyAnswered } from '../storage/idempotency-keys.ts';
import type { Identity } from './identity.ts';

type NewAccount = { name: string; email: string; password: string; idempotency?: Idempotency | undefined };

/** A new partner. */
export type NewPartner = NewAccount & { companyName: string };

/** A new customer. */
export type NewCustomer = NewAccount & { address: string; phone: string };

type Registered = Replayable<AccountMessage>;

/** Creates a partner. Throws `validation_failed`, `weak_password`, `email_taken` and the idempotency reasons. */
export function registerPartner(identity: Identity, given: NewPartner): Promise<Registered> {
  return register(identity, 'partner', given, (checks) => ({
    companyName: checks.text('company_name', given.companyName),
    address: null,
    phone: null,
  }));
}

/** Creates a customer. Throws `validation_failed`, `weak_password`, `email_taken` and the idempotency reasons. */
export function registerCustomer(identity: Identity, given: NewCustomer): Promise<Registered> {
  return register(identity, 'customer', given, (checks) => ({
    companyName: null,
    address: checks.text('address', given.address),
    phone: checks.text('phone', given.phone),
  }));
}

async function register(
  identity: Identity,
  role: Role,
  { password, idempotency, ...given }: NewAccount,
  ownFields: (checks: FieldChecks) => Omit<Profile, 'name' | 'email'>,
): Promise<Registered> {
  const checks = createFieldChecks();
  const profile = {
    name: checks.text('name', given.name),
    email: checks.email('email', given.email),
    ...ownFields(checks),
  };
  checks.password('password', password);
  checks.finish();
  refuseWeakPassword('password', password, profile.email);

  const scope = { account: `email:${emailKey(profile.email)}`, operation: `register_${role}` };
  const passwordHash = await hashIfNew(identity, profile.email, scope, password, idempotency?.key);
  const createAccount = async (em: EntityManager) => {
    if (passwordHash === undefined) throw keyInProgress();
    const createdAt = identity.clock();
    const account = em.create(Account, {
      role,
      ...profile,
      emailKey: emailKey(profile.email),
      passwordHash,
      createdAt,
    });
    await em.flush();
    return accountMessage(account);
  };
  return refusingTakenEmail(() =>
    identity.database.transaction('register account', (em) =>
      onceByKey(em, scope, idempotency, AccountSchema, () => createAccount(em)),
    ),
  );
}

/**
 * Hashes the password before the transaction, which must not wait for it; undefined when the key is answered already,
 * and so nothing will be created. Throws `email_taken`, to save the work; the unique constraint decides races.
 */
async function hashIfNew(
  { database, passwords }: Identity,
  email: string,
  scope: IdempotencyScope,
  password: string,
  key: string | undefined,
): Promise<string | undefined> {
  const em = database.read();
  // In this order: an account and the answer to its key are committed together.
  const existing = await findAccountByEmail(em, email);
  if (key && (await isKeyAnswered(em, scope, key))) return undefined;
  if (existing) throw emailTaken();
  return passwords.hash(password);
}
