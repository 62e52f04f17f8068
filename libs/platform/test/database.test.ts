import './node-errors.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseErrorCode, databaseFailure, openDatabase, query } from '@boxoffice/platform';
import { eventually, freshDatabase } from '@boxoffice/testing';
import { afterEach, expect, test } from '@jest/globals';
import { defineEntity, p } from '@mikro-orm/core';
import { Migration } from '@mikro-orm/migrations';
import { startTcpProxy } from './tcp-proxy.ts';

const SeatEntity = defineEntity({
  name: 'Seat',
  tableName: 'seats',
  properties: { id: p.bigint('number').primary(), holders: p.integer() },
});

function migrationOf(sql: string) {
  return class Seats extends Migration {
    override name = 'seats';

    override up(): void {
      this.addSql(sql);
    }
  };
}

const SEATS =
  'create table seats (id bigint primary key, holders int not null); insert into seats values (1, 0), (2, 0)';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Answers how to open the same database, as several processes would. */
async function aDatabase(sql = SEATS) {
  const fresh = await freshDatabase('database');
  closing.push(fresh.drop);
  return async (url = fresh.url, pool = 4) => {
    const database = await openDatabase({ url, pool, entities: [SeatEntity], migrations: [migrationOf(sql)] });
    closing.push(() => database.close());
    return database;
  };
}

async function migrated(sql?: string) {
  const open = await aDatabase(sql);
  const database = await open();
  await database.migrate();
  return database;
}

test('five processes migrate at once: the schema is made once and all of them go on', async () => {
  const open = await aDatabase();
  const databases = await Promise.all(Array.from({ length: 5 }, () => open(undefined, 2)));
  await Promise.all(databases.map((database) => database.migrate()));
  for (const database of databases) {
    expect(await query(database.read(), 'select count(*)::int as n from seats')).toEqual([{ n: 2 }]);
  }
});

test('a migration that takes long is waited for by the other processes', async () => {
  const open = await aDatabase(`${SEATS}; select pg_sleep(7)`);
  const [first, second] = await Promise.all([open(), open()]);
  const migrating = first.migrate();
  await sleep(500);
  await expect(second.migrate()).resolves.toBeUndefined();
  await migrating;
}, 40_000);

test('two transactions that deadlock both succeed in the end', async () => {
  const database = await migrated();
  const { promise: bothHoldOne, resolve } = Promise.withResolvers<void>();
  let holding = 0;
  let runs = 0;
  const hold = (first: number, second: number) =>
    database.transaction('test', async (em) => {
      runs++;
      await query(em, 'update seats set holders = holders + 1 where id = $1', [first]);
      if (++holding === 2) resolve();
      await bothHoldOne;
      await query(em, 'update seats set holders = holders + 1 where id = $1', [second]);
    });
  await Promise.all([hold(1, 2), hold(2, 1)]);
  expect(runs).toBeGreaterThan(2);
  expect(await query(database.read(), 'select holders from seats')).toEqual([{ holders: 2 }, { holders: 2 }]);
});

test('a statement that loses to others is run again, and not for ever', async () => {
  const database = await migrated(
    `${SEATS};
     create sequence tries;
     create function loses(times int) returns bigint language plpgsql as $$
       declare n bigint := nextval('tries');
       begin
         if n <= times then raise exception 'lost' using errcode = 'serialization_failure'; end if;
         return n;
       end $$`,
  );
  expect(await database.statement('test', 'select loses(2) as tries', [])).toEqual([{ tries: 3 }]);
  const hopeless = await database.statement('test', 'select loses(1000)', []).catch((error) => error);
  expect(databaseErrorCode(hopeless)).toBe('40001');
  expect(await database.statement('test', 'select last_value as tries from tries', [])).toEqual([{ tries: 3 + 4 }]);
});

test('a transaction that fails for another reason is not run again and leaves nothing', async () => {
  const database = await migrated();
  let runs = 0;
  const failing = database.transaction('test', async (em) => {
    runs++;
    await query(em, 'update seats set holders = 9');
    await query(em, 'insert into seats values (1, 0)');
  });
  expect(databaseErrorCode(await failing.catch((error) => error))).toBe('23505');
  expect(runs).toBe(1);
  expect(await query(database.read(), 'select distinct holders from seats')).toEqual([{ holders: 0 }]);
});

test('arrays come back as they were bound', async () => {
  const database = await migrated();
  const values = {
    bigint: [1, -5, null, Number.MAX_SAFE_INTEGER],
    text: ['', 'NULL', 'say "hi"', 'C:\\dir', '{a,b}', ' spaces ', 'ção 🎭', 'line\nbreak', null],
    boolean: [true, false, null],
    bytea: [Buffer.from([]), Buffer.from([0, 34, 92, 255]), null],
    timestamptz: [new Date('2027-01-01T12:00:00.123Z'), new Date(0), null],
  };
  for (const [type, bound] of Object.entries(values)) {
    const rows = await query<{ value: unknown }>(
      database.read(),
      `select value${type === 'timestamptz' ? '::text' : ''} from unnest($1::${type}[]) with ordinality as v(value, n) order by n`,
      [bound],
    );
    const seen = rows.map(({ value }) => (type === 'timestamptz' && value !== null ? new Date(String(value)) : value));
    expect(seen).toEqual(bound);
  }
});

test('a number that would be rounded is refused, not rounded', async () => {
  const database = await migrated();
  expect(await query(database.read(), 'select 9007199254740991::bigint as n')).toEqual([{ n: 9_007_199_254_740_991 }]);
  await expect(query(database.read(), 'select 9007199254740993::bigint as n')).rejects.toThrow('not a safe integer');
});

test('a database that is away is not ready and says so to callers; when it is back, everything goes on', async () => {
  const fresh = await freshDatabase('away');
  closing.push(fresh.drop);
  const url = new URL(fresh.url);
  const proxy = await startTcpProxy(url.hostname, Number(url.port));
  closing.push(() => proxy.stop());
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  const open = await aDatabase();
  const database = await open(url.href);
  expect(await database.isReady()).toBe(true);
  await proxy.cut();
  expect(await database.isReady()).toBe(false);
  const refused = await query(database.read(), 'select 1').catch((error) => error);
  expect(databaseFailure(refused)?.reason).toBe('database_unavailable');
  await proxy.restore();
  await eventually(async () => expect(await database.isReady()).toBe(true));
  expect(await database.statement('test', 'select 1 as n', [])).toEqual([{ n: 1 }]);
});

test('a connection that breaks in the middle of a transaction gives its place in the pool back', async () => {
  const fresh = await freshDatabase('broken');
  closing.push(fresh.drop);
  const url = new URL(fresh.url);
  const proxy = await startTcpProxy(url.hostname, Number(url.port));
  closing.push(() => proxy.stop());
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  const options = { url: url.href, pool: 1, entities: [SeatEntity], migrations: [] };
  const database = await openDatabase(options);
  // Closing waits for connections that never come back, if there are such.
  closing.push(() => Promise.race([database.close(), sleep(1000)]));
  const underWay = database.transaction('test', async (em) => {
    await query(em, 'select 1');
    await proxy.cut();
    await query(em, 'select 1');
  });
  const lost = await underWay.catch((error) => error);
  expect(databaseFailure(lost)?.reason).toBe('database_unavailable');
  await proxy.restore();
  expect(await database.statement('test', 'select 1 as n', [])).toEqual([{ n: 1 }]);
});

test('a process that starts before its database waits for it', async () => {
  const fresh = await freshDatabase('early');
  closing.push(fresh.drop);
  const url = new URL(fresh.url);
  const proxy = await startTcpProxy(url.hostname, Number(url.port));
  closing.push(() => proxy.stop());
  await proxy.cut();
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  const open = await aDatabase();
  const opening = open(url.href);
  await sleep(300);
  await proxy.restore();
  expect(await (await opening).isReady()).toBe(true);
});
