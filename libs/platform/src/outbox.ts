import { setTimeout as sleep } from 'node:timers/promises';
import { type DescMessage, type MessageShape, toBinary } from '@bufbuild/protobuf';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery, type Kysely } from 'kysely';
import { arrayLiteral } from './array-literal.ts';
import { across } from './boundary.ts';
import { type Database, query, toDate } from './database.ts';
import type { EventBus } from './event-bus.ts';
import type { Log } from './log.ts';

/** A fact that goes out with the transaction it is recorded in. */
export type Fact = { subject: string; payload: Uint8Array };

/** A fact as its protobuf message. */
export function fact<Desc extends DescMessage>(subject: string, schema: Desc, message: MessageShape<Desc>): Fact {
  return { subject, payload: toBinary(schema, message) };
}

/** Records facts in the outbox, in the entity manager's transaction. */
export async function record(em: EntityManager, facts: Fact[]): Promise<void> {
  if (facts.length === 0) return;
  await query(em, 'insert into outbox (subject, payload) select * from unnest($1::text[], $2::bytea[])', [
    facts.map(({ subject }) => subject),
    facts.map(({ payload }) => Buffer.from(payload)),
  ]);
}

/** Publishes what stands in the outbox. */
export type OutboxRelay = {
  /** Look now: something was committed. */
  kick(): void;
  /** Rows that wait to be published. */
  backlog(): Promise<number>;
  stop(): Promise<void>;
};

// Between two looks. What is committed meanwhile goes out together: a look for each commit costs more than the publishing.
const LOOK_MS = 100;
const MAX_IN_FLIGHT = 1000;
const LAST_WORDS_MS = 3000;
const MARK = 'update outbox set published_at = now() where id = any($1::bigint[])';
const UNPUBLISHED = `
  select id, event_id, subject, payload, created_at, replays from outbox
   where published_at is null and id <> all($1::bigint[]) order by id limit $2`;
// The two see the table as it was before: what is marked must be left out of what is found.
const MARK_AND_FIND = `with marked as (${MARK.replace('$1', '$3')}) ${UNPUBLISHED}`;

type OutboxRow = {
  id: number;
  event_id: string;
  subject: string;
  payload: Buffer;
  created_at: string;
  replays: number;
};

/**
 * Publishes the outbox of one database, oldest first, forever: one process at a time (an advisory lock elects it). Rows
 * are found by `published_at is null`, never by a cursor, because ids are committed out of order.
 */
export function startOutboxRelay(database: Database, bus: EventBus, log: Log): OutboxRelay {
  const stopping = new AbortController();
  const inFlight = new Map<number, Promise<void>>();
  // Published, and not marked yet: that happens with the next look. Those that are lost with the process go out again, and
  // whoever had them knows.
  const published = new Set<number>();
  let foundAt = Number.NEGATIVE_INFINITY;
  let kicked = false;
  let wake: () => void = () => {};

  async function publish(row: OutboxRow): Promise<void> {
    try {
      const { event_id: id, subject, payload, created_at, replays } = row;
      const message = { id, subject, payload, time: toDate(created_at), replay: replays };
      await across(`publish ${subject}`, () => bus.publish(message));
      published.add(row.id);
    } catch (error) {
      if (stopping.signal.aborted) return;
      log.warn({ err: error, outbox: row.id }, 'an event was not published; it will be again');
      await pause(500);
    } finally {
      inFlight.delete(row.id);
    }
  }

  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);

  /** Waits until something was committed or it is time to look anyway; soon after something was found more gathers. */
  async function nextLook(): Promise<void> {
    if (!kicked) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    const early = foundAt + LOOK_MS - performance.now();
    if (early > 0) await pause(early);
  }

  /** Looks through the connection that holds the lock, which lives and dies with it: a look proves that both are there. */
  async function look(connection: Kysely<unknown>): Promise<void> {
    kicked = false;
    const marking = [...published];
    const known = arrayLiteral([...inFlight.keys(), ...marking]);
    const free = MAX_IN_FLIGHT - inFlight.size;
    const find = (text: string, ...more: unknown[]) =>
      connection.executeQuery<OutboxRow>(CompiledQuery.raw(text, [known, free, ...more]));
    const { rows } =
      marking.length === 0
        ? await find(UNPUBLISHED)
        : await across('commit mark published', () => find(MARK_AND_FIND, arrayLiteral(marking)));
    for (const id of marking) published.delete(id);
    for (const row of rows) inFlight.set(row.id, publish(row));
    if (rows.length > 0) foundAt = performance.now();
  }

  async function holdsLock(connection: Kysely<unknown>): Promise<boolean> {
    const { rows } = await connection.executeQuery<{ held: boolean }>(
      CompiledQuery.raw("select pg_try_advisory_lock(hashtext('boxoffice outbox relay')) as held"),
    );
    return rows[0]?.held === true;
  }

  async function relay(connection: Kysely<unknown>): Promise<void> {
    while (!stopping.signal.aborted && !(await holdsLock(connection))) await pause(1000);
    try {
      while (!stopping.signal.aborted) {
        await look(connection);
        await nextLook();
      }
    } finally {
      // What a consumer refuses again and again must not keep the process from ending; it stays unpublished.
      await Promise.race([Promise.allSettled(inFlight.values()), sleep(LAST_WORDS_MS, undefined, { ref: false })]);
      // What can't be marked any more goes out again.
      const last = CompiledQuery.raw(MARK, [arrayLiteral([...published])]);
      published.clear();
      await across('commit mark published', () => connection.executeQuery(last)).catch(() => undefined);
      await connection
        .executeQuery(CompiledQuery.raw("select pg_advisory_unlock(hashtext('boxoffice outbox relay'))"))
        .catch(() => undefined);
    }
  }

  async function supervise(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await database.read().getKysely<unknown>().connection().execute(relay);
      } catch (error) {
        log.warn({ err: error }, 'the outbox relay was interrupted; it starts again');
        await pause(500);
      }
    }
  }

  const running = supervise();
  return {
    kick() {
      kicked = true;
      wake();
    },
    async backlog() {
      const [row] = await query<{ n: number }>(
        database.read(),
        'select count(*)::int as n from outbox where published_at is null',
      );
      return row?.n ?? 0;
    },
    async stop() {
      stopping.abort();
      wake();
      await running;
    },
  };
}
