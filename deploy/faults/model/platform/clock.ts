import type { Clock } from '@boxoffice/kernel';
import { openSql, type Sql } from './databases.ts';

/** A service's clock and its database's, which are moved together. */
export type MovableClock = { now: Clock; advance(seconds: number): Promise<void> };

// Found before PostgreSQL's own `now`, so that leases and lifetimes that the database reckons move as well.
const CLOCK = `
  create table clock (ahead interval not null);
  insert into clock values ('0');
  create function now() returns timestamptz language sql stable as 'select pg_catalog.now() + (select ahead from clock)';
  alter role current_user set search_path = public, pg_catalog`;

/** Gives a database a clock that can be moved; it counts for connections that are opened from now on. */
export async function layClock(url: string): Promise<void> {
  const sql = openSql(url);
  await sql.rows(CLOCK);
  await sql.close();
}

/** The clock of a database that has one, for its service as well. */
export function openClock(sql: Sql): MovableClock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead * 1000),
    async advance(seconds) {
      ahead += seconds;
      await sql.rows('update clock set ahead = make_interval(secs => $1)', [ahead]);
    },
  };
}
