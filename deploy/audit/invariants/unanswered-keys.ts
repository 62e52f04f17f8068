import { DEADLINE } from '../reading/snapshot.ts';

/** Where a command is one transaction, its key is stored together with its answer. */
export const UNANSWERED = `
  select account, operation, key, format('was sent at %s and has no answer', created_at) as problem
    from idempotency_keys where response is null and created_at <= ${DEADLINE}`;

/**
 * The key of a new purchase is answered as soon as the purchase rests; until then its customer can't ask again. Keys of
 * payments and cancellations may stay without an answer: a command that died before its first step may be sent again.
 */
export const UNANSWERED_PURCHASES = `
  select k.account, k.operation, k.key, k.purchase_id,
         format('was sent at %s and has no answer, though the purchase is %s', k.created_at, p.status) as problem
    from idempotency_keys k join purchases p on p.id = k.purchase_id
   where k.response is null and k.operation = 'place_purchase' and k.created_at <= ${DEADLINE}
     and p.status not in ('pending', 'paying', 'cancelling')`;
