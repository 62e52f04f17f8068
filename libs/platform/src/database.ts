import { setTimeout as sleep } from 'node:timers/promises';
import { MikroORM, type Options } from '@mikro-orm/core';
import { type Migration, Migrator } from '@mikro-orm/migrations';
import { type EntityManager, PostgreSqlDriver } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { types } from 'pg';
import { arrayLiteral } from './array-literal.ts';
import { across, crossing } from './boundary.ts';
import { databaseFailure, isRetryable } from './database-failure.ts';
import { PreparingClient } from './preparing-client.ts';

const INT8 = 20;
// Ids and amounts stay below 2^53; anything else is a defect that must not be rounded away.
types.setTypeParser(INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is not a safe integer`);
  return value;
});

/** What a service tells of its database. */
export type DatabaseOptions = {
  url: string;
  /** Connections kept at most. */
  pool: number;
  entities: NonNullable<Options['entities']>;
  migrations: (new (...args: ConstructorParameters<typeof Migration>) => Migration)[];
};

/** A row of a query written in SQL. */
export type Row = Record<string, unknown>;

/** One service's database. */
export class Database {
  readonly orm: MikroORM<PostgreSqlDriver>;

  constructor(orm: MikroORM<PostgreSqlDriver>) {
    this.orm = orm;
  }

  /** A fresh entity manager for reads. */
  read(): EntityManager {
    return this.orm.em.fork() as EntityManager;
  }

  /**
   * Runs `work` in one transaction and commits it; `name` says what it does, in a few words. A transaction that lost to
   * another one (deadlock, serialization) is run again up to three times, so `work` must do nothing but database work.
   */
  async transaction<T>(name: string, work: (em: EntityManager) => Promise<T>): Promise<T> {
    const committed = await this.retrying(async () => {
      const em = this.read();
      // Not `em.transactional`: it keeps the connection for ever when the connection breaks before the rollback, and a
      // few restarts of PostgreSQL use up the pool. This one gives it back whatever happens.
      return em
        .getKysely<unknown>()
        .transaction()
        .execute(async (transaction) => {
          em.setTransactionContext(transaction);
          const result = await work(em);
          await em.flush();
          crossing(`commit ${name}`, 'before');
          return result;
        });
    });
    crossing(`commit ${name}`, 'after');
    return committed;
  }

  /**
   * Runs one SQL statement as a transaction of its own, in one round trip; run again up to three times when it lost to
   * another transaction.
   */
  async statement<Result extends Row = Row>(
    name: string,
    text: string,
    parameters: readonly unknown[],
  ): Promise<Result[]> {
    return across(`commit ${name}`, () => this.retrying(() => query<Result>(this.read(), text, parameters)));
  }

  private async retrying<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (attempt > 3 || !isRetryable(error)) throw error;
        await sleep(5 * attempt * Math.random());
      }
    }
  }

  /** Brings the schema up to date; safe to call from several processes at once. */
  async migrate(): Promise<void> {
    await this.read()
      .getKysely<unknown>()
      .connection()
      .execute(async (connection) => {
        const run = (sql: string) => connection.executeQuery(CompiledQuery.raw(sql));
        // Another process may take its time over a migration: wait for it as long as it takes.
        await run('set lock_timeout = 0');
        await run('set statement_timeout = 0');
        await run("select pg_advisory_lock(hashtext('boxoffice migrations'))");
        try {
          await this.orm.migrator.up();
        } finally {
          await run("select pg_advisory_unlock(hashtext('boxoffice migrations'))");
          await run('reset lock_timeout');
          await run('reset statement_timeout');
        }
      });
  }

  /** True when the database answers. */
  async isReady(): Promise<boolean> {
    return this.orm.isConnected();
  }

  async close(): Promise<void> {
    await this.orm.close(true);
  }
}

/** Connects to a service's database; retries for half a minute while the database is starting. */
export async function openDatabase({ url, pool, entities, migrations }: DatabaseOptions): Promise<Database> {
  const orm = new MikroORM({
    driver: PostgreSqlDriver,
    clientUrl: url,
    entities,
    extensions: [Migrator],
    migrations: { migrationsList: migrations, snapshot: false, silent: true },
    pool: { min: 0, max: pool, idleTimeoutMillis: 60_000 },
    driverOptions: {
      Client: PreparingClient,
      connectionTimeoutMillis: 5000,
      lock_timeout: 5000,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 30_000,
      keepAlive: true,
    },
    forceUtcTimezone: true,
    allowGlobalContext: false,
  });
  for (let attempt = 1; ; attempt++) {
    try {
      await orm.connect();
      await orm.em.fork().getConnection().execute('select 1');
      return new Database(orm);
    } catch (error) {
      if (attempt >= 60 || databaseFailure(error) === undefined) throw error;
      await sleep(500);
    }
  }
}

/**
 * Runs one SQL statement with bound parameters (`$1`...) inside the entity manager's transaction, without entities.
 * Arrays are bound as PostgreSQL arrays; int8 comes back as a number.
 */
export async function query<Result extends Row = Row>(
  em: EntityManager,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<Result[]> {
  const bound = parameters.map((one) => (Array.isArray(one) ? (arrayLiteral(one) ?? one) : one));
  const { rows } = await em.getKysely<unknown>().executeQuery<Result>(CompiledQuery.raw(text, bound));
  return rows;
}

/** A timestamptz column of a `query` as a Date. */
export function toDate(text: unknown): Date {
  return new Date(String(text));
}

/** A timestamptz column of a `query` that may be null. */
export function toDateOrNull(text: unknown): Date | null {
  return text === null || text === undefined ? null : toDate(text);
}
