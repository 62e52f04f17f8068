import {
  type Database,
  IDEMPOTENCY_TABLE,
  INBOX_TABLES,
  OUTBOX_TABLE,
  openDatabase,
  query,
  type Row,
} from '@boxoffice/platform';
import { freshDatabase } from '@boxoffice/testing';
import { defineEntity, p } from '@mikro-orm/core';
import { Migration } from '@mikro-orm/migrations';

// An object-relational mapper without any entity refuses to start.
const EffectEntity = defineEntity({
  name: 'Effect',
  tableName: 'effects',
  properties: { id: p.bigint('number').primary() },
});

/** A migration with the tables of the courier and of idempotency, and more SQL. */
function courierMigration(more: string[]) {
  return class Courier extends Migration {
    override name = 'courier';

    override up(): void {
      for (const sql of [OUTBOX_TABLE, INBOX_TABLES, IDEMPOTENCY_TABLE, ...more]) this.addSql(sql);
    }
  };
}

/** An empty database with the tables of the courier, those given, and as many processes on it as are opened. */
export async function startTestDatabase(...sql: string[]) {
  const fresh = await freshDatabase('platform');
  const opened: Database[] = [];

  /** Another process on the same database. */
  async function open(pool = 4): Promise<Database> {
    const migrations = [courierMigration(sql)];
    const database = await openDatabase({ url: fresh.url, pool, entities: [EffectEntity], migrations });
    opened.push(database);
    return database;
  }

  const database = await open();
  await database.migrate();
  return {
    database,
    url: fresh.url,
    open,
    rows: <Result extends Row = Row>(text: string, parameters: unknown[] = []) =>
      query<Result>(database.read(), text, parameters),
    async stop() {
      await Promise.all(opened.map((one) => one.close()));
      await fresh.drop();
    },
  };
}

/** See `startTestDatabase`. */
export type TestDatabase = Awaited<ReturnType<typeof startTestDatabase>>;
