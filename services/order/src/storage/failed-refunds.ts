import { type Database, query } from '@boxoffice/platform';

/** A refund that did not arrive, as the provider tells it. */
export type RefundFailure = { key: string; reference: string | null; reason: string };

/** A refund that was not known to have failed before. */
export type NewlyFailed = { purchase_id: number; key: string; amount: number; currency: string; reason: string };

/** Records refunds that did not arrive, once each; answers those that are new. Keys that are no refund's are left out. */
export async function recordFailedRefunds(
  database: Database,
  provider: string,
  failures: RefundFailure[],
): Promise<NewlyFailed[]> {
  if (failures.length === 0) return [];
  return database.statement<NewlyFailed>(
    'record failed refunds',
    `with failed as (
       insert into failed_refunds (key, provider, reference, reason)
       select f.key, $1, f.reference, f.reason
         from unnest($2::text[], $3::text[], $4::text[]) as f (key, reference, reason) join refunds using (key)
       on conflict (key) do nothing returning key, reason
     )
     select r.purchase_id, r.key, r.amount, r.currency, f.reason from failed f join refunds r using (key)`,
    [
      provider,
      failures.map(({ key }) => key),
      failures.map(({ reference }) => reference),
      failures.map(({ reason }) => reason),
    ],
  );
}

/** How many refunds did not arrive and wait for somebody to settle them. */
export async function countFailedRefunds(database: Database): Promise<number> {
  const counted = 'select count(*)::int as n from failed_refunds where settled_at is null';
  const [row] = await query<{ n: number }>(database.read(), counted);
  return row?.n ?? 0;
}
