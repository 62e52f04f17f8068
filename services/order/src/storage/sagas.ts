import type { Database } from '@boxoffice/platform';

/**
 * Takes purchases whose time has come, oldest first, and leases them: no other process takes them up until the lease
 * runs out. Those in `except` are driven here already.
 */
export async function takeDue(
  database: Database,
  except: number[],
  limit: number,
  leaseSeconds: number,
): Promise<number[]> {
  const rows = await database.statement<{ purchase_id: number }>(
    'take due purchases',
    `update sagas set due_at = now() + make_interval(secs => $3)
      where purchase_id in (
        select purchase_id from sagas where due_at <= now() and purchase_id <> all($1::bigint[])
         order by due_at limit $2 for update skip locked)
     returning purchase_id`,
    [except, limit, leaseSeconds],
  );
  return rows.map(({ purchase_id }) => purchase_id);
}
