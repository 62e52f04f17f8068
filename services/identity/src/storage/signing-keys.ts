import { query } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';
import { SigningKey } from './entities.ts';

/** Every key that is kept, oldest first. */
export async function listSigningKeys(em: EntityManager): Promise<SigningKey[]> {
  return em.find(SigningKey, {}, { orderBy: { createdAt: 'asc' } });
}

/** Lets one process at a time make keys, until the transaction ends. */
export async function lockKeyMaking(em: EntityManager): Promise<void> {
  await query(em, "select pg_advisory_xact_lock(hashtext('boxoffice signing keys'))");
}

/** Deletes keys that left the published set before a moment. */
export async function deleteOldKeys(em: EntityManager, retiredBefore: Date): Promise<void> {
  await em.nativeDelete(SigningKey, { retiresAt: { $lt: retiredBefore } });
}
