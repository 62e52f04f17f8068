import { type IdempotencyScope, KEY_LIFETIME, query } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';

/** True when a key has an answer already; `onceByKey` will give it again. */
export async function isKeyAnswered(em: EntityManager, scope: IdempotencyScope, key: string): Promise<boolean> {
  const rows = await query(
    em,
    `select from idempotency_keys
      where account = $1 and operation = $2 and key = $3 and created_at > now() - $4::interval`,
    [scope.account, scope.operation, key, KEY_LIFETIME],
  );
  return rows.length > 0;
}
