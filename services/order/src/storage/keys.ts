import { type Database, KEY_LIFETIME, keyInProgress, keyReused, query } from '@boxoffice/platform';

/** A key as a customer sent it with a command. */
export type CommandKey = { customerId: number; operation: string; key: string; requestHash: Uint8Array };

// A command that died before its first step has left nothing but its key: that may be used again after ten seconds. If it
// only slept and goes on after all, the purchase's version lets one of the two pass.
const ABANDONED = `k.response is null and k.created_at < now() - interval '10 seconds' and not exists (
  select from purchases p where p.id = k.purchase_id and p.status in ('paying', 'cancelling'))`;

const account = (customerId: number) => `customer:${customerId}`;

/**
 * The stored answer of a key; undefined for a key that was not used within a day. Throws `idempotency_key_reused` for
 * another command and `idempotency_in_progress` while the first one is under way; with `abandonable` only as long as it
 * may be.
 */
export async function findAnswer(
  database: Database,
  command: CommandKey,
  abandonable: boolean,
): Promise<Buffer | undefined> {
  if (command.key === '') return undefined;
  const { customerId, operation, key, requestHash } = command;
  const [row] = await query<{ request_hash: Buffer; response: Buffer | null; abandoned: boolean }>(
    database.read(),
    `select request_hash, response, ${ABANDONED} as abandoned from idempotency_keys k
      where account = $1 and operation = $2 and key = $3 and created_at > now() - interval '${KEY_LIFETIME}'`,
    [account(customerId), operation, key],
  );
  if (!row) return undefined;
  if (!row.request_hash.equals(requestHash)) throw keyReused();
  if (row.response === null && !(abandonable && row.abandoned)) throw keyInProgress();
  return row.response ?? undefined;
}

/** Takes a key for a command on a purchase. Throws `idempotency_in_progress` when somebody else was faster. */
export async function claimKey(database: Database, command: CommandKey, purchaseId: number): Promise<void> {
  if (command.key === '') return;
  const { customerId, operation, key, requestHash } = command;
  const claimed = await database.statement(
    'claim key',
    `insert into idempotency_keys as k (account, operation, key, request_hash, purchase_id) values ($1, $2, $3, $4, $5)
     on conflict (account, operation, key) do update
       set request_hash = excluded.request_hash, purchase_id = excluded.purchase_id, response = null, created_at = now()
       where k.created_at < now() - interval '${KEY_LIFETIME}'
          or (${ABANDONED})
     returning 1`,
    [account(customerId), operation, key, Buffer.from(requestHash), purchaseId],
  );
  if (claimed.length === 0) throw keyInProgress();
}

/** Stores the answer of a command that changed nothing. */
export async function storeAnswer(database: Database, command: CommandKey, answer: Uint8Array): Promise<void> {
  if (command.key === '') return;
  const { customerId, operation, key } = command;
  await database.statement(
    'store answer',
    `update idempotency_keys set response = $4
      where account = $1 and operation = $2 and key = $3 and response is null`,
    [account(customerId), operation, key, Buffer.from(answer)],
  );
}

/** Gives back the key of a command that was refused and changed nothing. */
export async function releaseKey(database: Database, command: CommandKey): Promise<void> {
  if (command.key === '') return;
  const { customerId, operation, key } = command;
  await database.statement(
    'release key',
    'delete from idempotency_keys where account = $1 and operation = $2 and key = $3 and response is null',
    [account(customerId), operation, key],
  );
}
