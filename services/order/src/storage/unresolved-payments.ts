import type { Database } from '@boxoffice/platform';

/** A payment that the provider never told the outcome of, and that was taken as not charged. */
export type UnresolvedPayment = {
  purchaseId: number;
  attempt: number;
  /** The provider's idempotency key of the charge. */
  key: string;
  /** Minor units. */
  amount: number;
  currency: string;
  /** How often it has been asked for. */
  tries: number;
};

type UnresolvedRow = {
  purchase_id: number;
  attempt: number;
  key: string;
  amount: number;
  currency: string;
  tries: number;
};

/** The provider's idempotency key of the refund of a late success. */
export function lateRefundKey({ purchaseId, attempt }: UnresolvedPayment): string {
  return `refund-${purchaseId}-late-${attempt}`;
}

/** Takes payments that are due to be asked for, and lets them be due again later: after 1 s, doubling, an hour at most. */
export async function takeUnresolved(database: Database, limit: number): Promise<UnresolvedPayment[]> {
  const rows = await database.statement<UnresolvedRow>(
    'take unresolved payments',
    `update unresolved_payments u
        set tries = tries + 1, due_at = now() + make_interval(secs => least(3600, 2 ^ least(tries, 12)))
      where (purchase_id, attempt) in (
        select purchase_id, attempt from unresolved_payments where due_at <= now()
         order by due_at limit $1 for update skip locked)
     returning purchase_id, attempt, key, amount, currency, tries`,
    [limit],
  );
  return rows.map(({ purchase_id: purchaseId, ...row }) => ({ purchaseId, ...row }));
}

/** Records that the money came after all, and that it goes back; once, however often it is found. */
export async function recordLateCapture(
  database: Database,
  payment: UnresolvedPayment,
  reference: string,
): Promise<void> {
  const { purchaseId, attempt, amount, currency } = payment;
  await database.statement(
    'record late capture',
    `with captured as (
       update payments set status = 'captured', reference = $3, updated_at = now()
        where purchase_id = $1 and attempt = $2 and status = 'unresolved'
     )
     insert into refunds (purchase_id, number, key, amount, currency, ticket_ids, reason, started_at)
     select $1, coalesce(max(number), 0) + 1, $4, $5, $6, '{}', 'late_payment', now() from refunds where purchase_id = $1
     on conflict (key) do nothing`,
    [purchaseId, attempt, reference, lateRefundKey(payment), amount, currency],
  );
}

/** Ends the asking: the money was sent back, or the provider says that it took none. */
export async function resolvePayment(
  database: Database,
  payment: UnresolvedPayment,
  outcome: 'refunded' | 'failed',
): Promise<void> {
  await database.statement(
    'resolve payment',
    `with done as (
       update refunds set done_at = now() where key = $4 and done_at is null
     ), settled as (
       update payments set status = $3, updated_at = now() where purchase_id = $1 and attempt = $2
     )
     delete from unresolved_payments where purchase_id = $1 and attempt = $2`,
    [payment.purchaseId, payment.attempt, outcome, lateRefundKey(payment)],
  );
}
