import type { Idempotency } from '@boxoffice/contracts/common/v1/idempotency';
import { DomainError } from '@boxoffice/kernel';
import { type DescMessage, fromBinary, type MessageShape, toBinary } from '@bufbuild/protobuf';
import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from './database.ts';

/** Whose key, for which operation. */
export type IdempotencyScope = { account: string; operation: string };

/** An answer, and whether it is an earlier one. */
export type Replayable<T> = { response: T; replayed: boolean };

/** Keys are kept for a day. */
export const KEY_LIFETIME = '24 hours';

/** The error for a key that came with another command before. */
export function keyReused(): DomainError {
  return new DomainError('unprocessable', 'idempotency_key_reused', 'This Idempotency-Key came with another request.');
}

/** The error for a key whose first command is still under way. */
export function keyInProgress(): DomainError {
  return new DomainError('conflict', 'idempotency_in_progress', 'The request with this Idempotency-Key is under way.');
}

/**
 * Runs a command that is one transaction at most once per key: its answer is stored in that transaction and given again
 * to the same key and content. Without a key it just runs. Throws `idempotency_key_reused` and
 * `idempotency_in_progress`; a command that throws leaves its key unused.
 */
export async function onceByKey<Desc extends DescMessage>(
  em: EntityManager,
  { account, operation }: IdempotencyScope,
  idempotency: Idempotency | undefined,
  schema: Desc,
  command: () => Promise<MessageShape<Desc>>,
): Promise<Replayable<MessageShape<Desc>>> {
  if (!idempotency?.key) return { response: await command(), replayed: false };
  const name = [account, operation, idempotency.key];
  const [lock] = await query<{ held: boolean }>(
    em,
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as held',
    [name.join(' ')],
  );
  if (!lock?.held) throw keyInProgress();
  const [stored] = await query<{ request_hash: Buffer; response: Buffer }>(
    em,
    `select request_hash, response from idempotency_keys
      where account = $1 and operation = $2 and key = $3 and created_at > now() - $4::interval`,
    [...name, KEY_LIFETIME],
  );
  if (stored) {
    if (!stored.request_hash.equals(idempotency.requestHash)) throw keyReused();
    return { response: fromBinary(schema, stored.response), replayed: true };
  }
  const response = await command();
  await query(
    em,
    `insert into idempotency_keys (account, operation, key, request_hash, response) values ($1, $2, $3, $4, $5)
      on conflict (account, operation, key) do update
        set request_hash = excluded.request_hash, response = excluded.response, created_at = now()`,
    [...name, Buffer.from(idempotency.requestHash), Buffer.from(toBinary(schema, response))],
  );
  return { response, replayed: false };
}

/** Forgets keys older than a day. */
export async function forgetOldKeys(em: EntityManager): Promise<void> {
  await query(em, 'delete from idempotency_keys where created_at < now() - $1::interval', [KEY_LIFETIME]);
}
