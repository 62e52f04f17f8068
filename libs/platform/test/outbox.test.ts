import './node-errors.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createInProcessBus,
  type Database,
  inboxConsumer,
  type OutboxRelay,
  query,
  record,
  startOutboxRelay,
} from '@boxoffice/platform';
import { eventually, quietLog } from '@boxoffice/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { scriptedBus } from './scripted-bus.ts';
import { startTestDatabase, type TestDatabase } from './test-database.ts';

const SUBJECT = 'boxoffice.order.v1.purchase_paid';

let at: TestDatabase;
let relays: OutboxRelay[];

beforeEach(async () => {
  at = await startTestDatabase('create table effects (event_id uuid not null)');
  relays = [];
});
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  await at.stop();
});

function startRelay(database: Database, bus: Parameters<typeof startOutboxRelay>[1]): OutboxRelay {
  const relay = startOutboxRelay(database, bus, quietLog);
  relays.push(relay);
  return relay;
}

const factOf = (name: string) => ({ subject: SUBJECT, payload: Buffer.from(name) });
const tell = (...names: string[]) => at.database.transaction('test', (em) => record(em, names.map(factOf)));
const names = (messages: { payload: Uint8Array }[]) => messages.map(({ payload }) => Buffer.from(payload).toString());

/** Publishes to a consumer with an inbox: its effect is a row for each event that it applied. */
async function busWithEffect() {
  const bus = createInProcessBus(quietLog);
  await bus.subscribe(
    inboxConsumer(at.database, {
      name: 'test-effect',
      subjects: [SUBJECT],
      log: quietLog,
      async apply(em, messages) {
        await query(em, 'insert into effects select * from unnest($1::uuid[])', [messages.map(({ id }) => id)]);
      },
    }),
  );
  const effects = async () => (await at.rows('select event_id from effects')).map((row) => row.event_id).toSorted();
  const committed = async () => (await at.rows('select event_id from outbox')).map((row) => row.event_id).toSorted();
  return { bus, effects, committed };
}

test('what is committed goes out with its id, time and payload; what is rolled back never does', async () => {
  const { bus, published } = scriptedBus();
  startRelay(at.database, bus);
  const rolledBack = at.database.transaction('test', async (em) => {
    await record(em, [factOf('rolled back')]);
    throw new Error('no');
  });
  await expect(rolledBack).rejects.toThrow('no');
  await tell('committed');
  await eventually(() => expect(published).toHaveLength(1));
  await tell('also committed');
  await eventually(() => expect(names(published)).toEqual(['committed', 'also committed']));
  const [row] = await at.rows('select event_id, created_at from outbox order by id limit 1');
  expect(published[0]).toMatchObject({ id: row?.event_id, subject: SUBJECT, time: new Date(String(row?.created_at)) });
});

test('an id that commits late goes out although larger ones went before it', async () => {
  const { bus, published } = scriptedBus();
  const relay = startRelay(at.database, bus);
  const { promise: gate, resolve: commit } = Promise.withResolvers<void>();
  const { promise: inserted, resolve: hasInserted } = Promise.withResolvers<void>();
  const slow = at.database.transaction('test', async (em) => {
    await record(em, [factOf('small id, late commit')]);
    hasInserted();
    await gate;
  });
  await inserted;
  await tell('large id, early commit');
  await eventually(() => expect(names(published)).toEqual(['large id, early commit']));
  commit();
  await slow;
  await eventually(() => expect(names(published)).toEqual(['large id, early commit', 'small id, late commit']));
  await eventually(async () => expect(await relay.backlog()).toBe(0));
});

test('every row has its effect once, whatever the order of commits', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.info(`seed ${seed}`);
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 1;
    return state % below;
  };
  const { bus, effects, committed } = await busWithEffect();
  const writer = await at.open(8);
  const relay = startRelay(at.database, bus);
  const transactions = Array.from({ length: 120 }, async (_, n) => {
    await sleep(random(300));
    const [pause, fails] = [random(150), random(5) === 0];
    const done = writer.transaction('test', async (em) => {
      await record(em, [factOf(`${n}a`), factOf(`${n}b`)]);
      await sleep(pause);
      if (fails) throw new Error('rolled back');
    });
    await done.catch(() => undefined);
  });
  await Promise.all(transactions);
  await eventually(async () => expect(await relay.backlog()).toBe(0));
  expect(await effects()).toEqual(await committed());
});

test('thousands of rows go out', async () => {
  const { bus, published } = scriptedBus();
  await tell(...Array.from({ length: 2500 }, (_, n) => String(n)));
  const relay = startRelay(at.database, bus);
  await eventually(async () => expect(await relay.backlog()).toBe(0));
  expect(new Set(names(published)).size).toBe(2500);
});

test('what is committed in quick succession goes out, and is marked, in few statements', async () => {
  const { bus, published } = scriptedBus();
  const relay = startRelay(at.database, bus);
  const facts = 60;
  for (let n = 0; n < facts; n++) {
    await tell(String(n));
    relay.kick();
    await sleep(10);
  }
  await eventually(async () => expect(await relay.backlog()).toBe(0));
  expect(published).toHaveLength(facts);
  const marks = await at.rows('select distinct published_at from outbox');
  expect(marks.length).toBeGreaterThan(0);
  expect(marks.length).toBeLessThan(facts / 2);
});

test('a bus that fails for a while holds nothing back for good', async () => {
  const { bus, script, published } = scriptedBus();
  let failures = 5;
  script.before = async () => {
    if (failures-- > 0) throw new Error('the bus is away');
  };
  const relay = startRelay(at.database, bus);
  await tell('a', 'b', 'c');
  await eventually(async () => expect(await relay.backlog()).toBe(0));
  expect(names(published).toSorted()).toEqual(['a', 'b', 'c']);
});

test('a row that can not be published holds up no other', async () => {
  const { bus, script, published } = scriptedBus();
  script.before = async ({ payload }) => {
    if (Buffer.from(payload).toString() === 'poison') throw new Error('too large');
  };
  const relay = startRelay(at.database, bus);
  await tell('poison', 'b', 'c');
  await eventually(() => expect(names(published).toSorted()).toEqual(['b', 'c']));
  await tell('d');
  await eventually(() => expect(names(published).toSorted()).toEqual(['b', 'c', 'd']));
  await eventually(async () => expect(await relay.backlog()).toBe(1));
});

test('of two relays on one database one publishes, and the other takes over when it stops', async () => {
  const [first, second] = [scriptedBus(), scriptedBus()];
  const active = startRelay(at.database, first.bus);
  await tell('a');
  await eventually(() => expect(names(first.published)).toEqual(['a']));
  startRelay(await at.open(), second.bus);
  await sleep(300);
  await tell(...Array.from({ length: 50 }, (_, n) => `b${n}`));
  await eventually(() => expect(first.published).toHaveLength(51));
  expect(second.published).toEqual([]);
  await active.stop();
  await tell('c');
  await eventually(() => expect(names(second.published)).toEqual(['c']));
  expect(first.published).toHaveLength(51);
});

test('a relay goes on after its connection is killed', async () => {
  const { bus, effects, committed } = await busWithEffect();
  const relay = startRelay(at.database, bus);
  const admin = new pg.Client({ connectionString: at.url });
  await admin.connect();
  try {
    for (let round = 0; round < 3; round++) {
      await tell(`before ${round}`);
      await eventually(async () => expect(await relay.backlog()).toBe(0));
      const { rows } = await admin.query(
        `select pg_terminate_backend(pid) from pg_locks
          where locktype = 'advisory' and granted
            and database = (select oid from pg_database where datname = current_database())`,
      );
      expect(rows).toHaveLength(1);
      await tell(`after ${round}`);
      await eventually(async () => expect(await relay.backlog()).toBe(0));
    }
  } finally {
    await admin.end();
  }
  expect(await effects()).toEqual(await committed());
});

test('a row that was published but not marked goes out again, and has its effect once', async () => {
  const real = await busWithEffect();
  const { bus, script, published } = scriptedBus();
  script.after = async (message) => {
    await real.bus.publish(message);
    if (published.length === 1) throw new Error('the process dies before it marks the row');
  };
  const relay = startRelay(at.database, bus);
  await tell('a');
  await eventually(async () => expect(await relay.backlog()).toBe(0));
  expect(published).toHaveLength(2);
  expect(await real.effects()).toEqual(await real.committed());
});

test('a row that is set back on purpose goes out again as a replay', async () => {
  const { bus, published } = scriptedBus();
  const relay = startRelay(at.database, bus);
  await tell('a');
  await eventually(async () => expect(await relay.backlog()).toBe(0));
  await at.rows('update outbox set published_at = null, replays = replays + 1');
  await eventually(() => expect(published).toHaveLength(2));
  expect(published.map(({ id, replay }) => [id, replay])).toEqual([
    [published[0]?.id, 0],
    [published[0]?.id, 1],
  ]);
});

test('stopping waits for what is being published, and marks it', async () => {
  const { bus, script, published } = scriptedBus();
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  script.before = async () => {
    begin();
    await gate;
  };
  const relay = startRelay(at.database, bus);
  await tell('a');
  await begun;
  let stopped = false;
  const stopping = relay.stop().then(() => {
    stopped = true;
  });
  await sleep(100);
  expect(stopped).toBe(false);
  open();
  await stopping;
  expect(names(published)).toEqual(['a']);
  expect(await relay.backlog()).toBe(0);
});

test('stopping does not wait for a consumer that fails again and again', async () => {
  const bus = createInProcessBus(quietLog);
  let attempts = 0;
  await bus.subscribe({
    name: 'test-failing',
    subjects: [SUBJECT],
    maxAttempts: 1000,
    async handle(messages) {
      attempts++;
      return messages.map(() => new Error('not now'));
    },
    async giveUp() {},
  });
  const relay = startRelay(at.database, bus);
  await tell('a');
  await eventually(() => expect(attempts).toBeGreaterThan(2));
  const outcome = await Promise.race([relay.stop().then(() => 'stopped'), sleep(8000, 'still waiting')]);
  // Lets the relay go, so that this test ends either way.
  await bus.close();
  expect(outcome).toBe('stopped');
  expect(await relay.backlog()).toBe(1);
});
