import pg from 'pg';
import { CannotAudit, reasonOf } from '../cannot-audit.ts';

/** A row as PostgreSQL answers it; ids and amounts are numbers, sums of amounts are text. */
export type Row = Record<string, unknown>;

/** One database as it was at one moment: nothing that others do meanwhile is seen, and nobody waits for the reader. */
export type Snapshot = {
  /** The rows of a query, some thousands at a time through a cursor. */
  batches<Result extends Row>(sql: string): AsyncGenerator<Result[]>;
  /** The rows of a query that has few. */
  all<Result extends Row>(sql: string, parameters?: readonly unknown[]): Promise<Result[]>;
  /** How many rows a table has; counted once. */
  count(table: string): Promise<number>;
  close(): Promise<void>;
};

/** What is late, and what may still be on its way. */
export type Timing = {
  /** The moment that counts as now; the database's clock unless given. */
  asOf?: Date | undefined;
  /** How long things may take after their deadline, in seconds. */
  graceSeconds: number;
};

/** SQL: what should have happened by this moment and has not is late. */
export const DEADLINE = `current_setting('boxoffice.deadline')::timestamptz`;

const BATCH = 10_000;
const CONNECT_MS = 10_000;
const INT8 = 20;

const SETTINGS = `
  set local statement_timeout = 0;
  set local idle_in_transaction_session_timeout = 0;
  set local transaction_timeout = 0;
  set local timezone = 'UTC';
  set local work_mem = '64MB';
  set local jit = off;
  -- Cursors are read to their end, and the machine has other work than this.
  set local cursor_tuple_fraction = 1;
  set local max_parallel_workers_per_gather = 0;
`;

function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is not a safe integer`);
  return value;
}

async function connect(url: string): Promise<pg.Client> {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, toSafeInteger);
  const client = new pg.Client({
    connectionString: url,
    types,
    application_name: 'boxoffice audit',
    connectionTimeoutMillis: CONNECT_MS,
  });
  // A connection that breaks between two queries must not end the process; the next query fails.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function begin(client: pg.Client, { asOf, graceSeconds }: Timing): Promise<void> {
  await client.query('begin transaction isolation level repeatable read read only');
  await client.query(SETTINGS);
  await client.query(
    `select set_config('boxoffice.deadline', (coalesce($1::timestamptz, now()) - make_interval(secs => $2))::text, true)`,
    [asOf ?? null, graceSeconds],
  );
}

async function* fetchAll<Result extends Row>(client: pg.Client, cursor: string): AsyncGenerator<Result[]> {
  const fetchNext = () => client.query<Result>(`fetch forward ${BATCH} from ${cursor}`);
  let next = fetchNext();
  for (;;) {
    const { rows } = await next;
    if (rows.length === 0) return;
    // The database reads on while this batch is looked at.
    next = fetchNext();
    next.catch(() => undefined);
    yield rows;
  }
}

/** Opens a database for reading: one read-only transaction, whose snapshot is taken now. Throws CannotAudit. */
export async function openSnapshot(name: string, url: string, timing: Timing): Promise<Snapshot> {
  const counts = new Map<string, Promise<number>>();
  let cursors = 0;
  let client: pg.Client;
  try {
    client = await connect(url);
    await begin(client, timing);
  } catch (error) {
    throw new CannotAudit(`The ${name} database can't be read: ${reasonOf(error)}`, { cause: error });
  }

  async function countRows(table: string): Promise<number> {
    const { rows } = await client.query<{ n: number }>(`select count(*) as n from ${table}`);
    return rows[0]?.n ?? 0;
  }

  return {
    async *batches<Result extends Row>(sql: string) {
      const cursor = `audit_${++cursors}`;
      await client.query(`declare ${cursor} no scroll cursor for ${sql}`);
      try {
        yield* fetchAll<Result>(client, cursor);
      } finally {
        // After an error the transaction is over, and the cursor with it.
        await client.query(`close ${cursor}`).catch(() => undefined);
      }
    },
    async all<Result extends Row>(sql: string, parameters: readonly unknown[] = []) {
      return (await client.query<Result>(sql, [...parameters])).rows;
    },
    count(table) {
      const counted = counts.get(table) ?? countRows(table);
      counts.set(table, counted);
      return counted;
    },
    close: () => client.end(),
  };
}
