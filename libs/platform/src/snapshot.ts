/** The columns of a `Snapshot`: that of the statement. They number its transaction, which costs no flush. */
export const SNAPSHOT =
  'pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest, pg_current_xact_id()::text::bigint as next';
