import { type Database, query } from '@boxoffice/platform';

/** A notice of a payment provider, and the charge or refund of ours that it is about. */
export type Notice = { provider: string; id: string; type: string; key: string };

const KEPT_DAYS = 35;

/** True for a notice that was dealt with before. */
export async function isKnownNotice(database: Database, { provider, id }: Notice): Promise<boolean> {
  const known = 'select 1 from payment_notices where provider = $1 and id = $2';
  const rows = await query(database.read(), known, [provider, id]);
  return rows.length > 0;
}

/**
 * Remembers a notice, and makes due what it is about if that is not over: a payment without an outcome at once, a
 * purchase whose payment or refund is under way once whoever drives it can't be in that call any more, `callSeconds` after
 * its begin. A payment that was taken as failed is asked for again: there was to be no news of it. A notice that is known
 * has no effect.
 */
export async function wakeByNotice(database: Database, notice: Notice, callSeconds: number): Promise<void> {
  await database.statement(
    'wake by payment notice',
    `with fresh as (
       insert into payment_notices (provider, id, type, key) values ($1, $2, $3, $4) on conflict do nothing returning key
     ), asked as (
       update unresolved_payments u set due_at = least(u.due_at, now()) from fresh f where u.key = f.key
     ), doubted as (
       update payments p set status = 'unresolved', updated_at = now()
         from fresh f where p.key = f.key and p.status = 'failed'
       returning p.purchase_id, p.attempt, p.key, p.amount, p.currency
     ), asked_again as (
       insert into unresolved_payments (purchase_id, attempt, key, amount, currency, due_at)
       select purchase_id, attempt, key, amount, currency, now() from doubted on conflict do nothing
     ), begun as (
       select p.purchase_id, p.started_at from fresh f join payments p using (key) where p.status = 'processing'
       union all
       select r.purchase_id, r.started_at from fresh f join refunds r using (key) where r.done_at is null
       union all
       select r.purchase_id, r.started_at
         from fresh f join payments p using (key) join refunds r using (purchase_id) where r.done_at is null
     )
     update sagas s set due_at = least(s.due_at, greatest(now(), b.started_at + make_interval(secs => $5)))
       from begun b where s.purchase_id = b.purchase_id`,
    [notice.provider, notice.id, notice.type, notice.key, callSeconds],
  );
}

/** Forgets notices that no provider sends again. */
export async function forgetOldNotices(database: Database): Promise<void> {
  await database.statement(
    'forget payment notices',
    'delete from payment_notices where received_at < now() - make_interval(days => $1)',
    [KEPT_DAYS],
  );
}
