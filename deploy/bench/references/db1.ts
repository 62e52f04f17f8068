import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bed } from '../bed.ts';
import { ticking } from '../ticking.ts';
import { findPgbench } from './find-pgbench.ts';

/** What pgbench measured with so many clients. */
export type Bench = { clients: number; perSecond: number; latencyMs: number };

/** DB-1: pgbench with the least that a purchase of four seats takes of a database, on the platform's own PostgreSQL. */
export type Db1 = {
  /** Purchases per second with so many clients, and the mean latency. */
  run(clients: number, seconds: number): Promise<Bench>;
  /** The best of 1, 4, 16 and 64 clients; once two of these have proved best, of those two. */
  best(seconds: number): Promise<Bench>;
  close(): void;
};

const DATABASE = 'bench_db1';
const CLIENTS = [1, 4, 16, 64];
const THREADS = 2;

const schema = (tickets: number) => `
  create table tickets (
    id bigint primary key,
    event_id bigint not null,
    seat text,
    price bigint,
    status smallint not null default 0,
    order_id bigint
  ) with (fillfactor = 60);
  create table orders (
    id bigint generated always as identity primary key,
    customer_id bigint not null,
    tickets bigint[] not null,
    status smallint not null,
    created_at timestamptz not null default now()
  );
  create table outbox (
    id bigint generated always as identity primary key,
    payload jsonb not null,
    created_at timestamptz not null default now()
  );
  insert into tickets (id, event_id, seat, price)
    select n, n / 1000, 'S' || n, 15000 from generate_series(1, ${tickets}) as n;
  vacuum analyze tickets;`;

const IDS = ':base * 4 - 3, :base * 4 - 2, :base * 4 - 1, :base * 4';
const purchase = (tickets: number) => `\\set base random(1, ${Math.floor(tickets / 4)})
BEGIN;
SELECT id, status FROM tickets WHERE id IN (${IDS}) ORDER BY id FOR UPDATE;
UPDATE tickets SET status = 1, order_id = 7 WHERE id IN (${IDS});
INSERT INTO orders (customer_id, tickets, status) VALUES (1, ARRAY[${IDS}]::bigint[], 1);
INSERT INTO outbox (payload) VALUES ('{"type":"order_placed"}');
COMMIT;
`;

/** Reads what pgbench prints at its end. Throws when it is not there. */
export function readPgbench(output: string): Omit<Bench, 'clients'> {
  // Many clients may take a second to connect on a busy machine.
  if (/^number of transactions actually processed: 0$/m.test(output)) return { perSecond: 0, latencyMs: 0 };
  const perSecond = /^tps = ([\d.]+)/m.exec(output)?.[1];
  const latencyMs = /^latency average = ([\d.]+) ms/m.exec(output)?.[1];
  if (perSecond === undefined || latencyMs === undefined) throw new Error(`pgbench said no rate:\n${output}`);
  return { perSecond: Number(perSecond), latencyMs: Number(latencyMs) };
}

function finish(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`pgbench failed:\n${output}`))));
  });
}

/** Fills the reference's own database. */
export async function openDb1(bed: Bed, tickets: number, say: (line: string) => void): Promise<Db1> {
  const { program, env } = await findPgbench(say);
  say(`  DB-1: ${tickets} tickets for ${program}`);
  const url = new URL(await bed.freshDatabase(DATABASE));
  for (const statement of schema(tickets)
    .split(';')
    .filter((text) => text.trim() !== '')) {
    await ticking('filling it', say, () => bed.sql(DATABASE, statement));
  }
  const folder = mkdtempSync(join(tmpdir(), 'boxoffice-bench-'));
  const script = join(folder, 'purchase.sql');
  writeFileSync(script, purchase(tickets));
  const running = new Set<ChildProcess>();
  const close = () => {
    process.off('exit', close);
    for (const child of running) child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', close);
  let candidates = CLIENTS;

  async function run(clients: number, seconds: number): Promise<Bench> {
    const load = ['-n', '-c', String(clients), '-j', String(Math.min(THREADS, clients)), '-T', String(seconds)];
    const where = ['-h', url.hostname, '-p', url.port, '-U', url.username, DATABASE];
    const child = spawn(program, [...load, '-f', script, ...where], {
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', PGPASSWORD: decodeURIComponent(url.password), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    try {
      const output = await ticking(`DB-1, ${clients} clients`, say, () => finish(child));
      const bench = { clients, ...readPgbench(output) };
      say(`  DB-1, ${clients} clients: ${Math.round(bench.perSecond)}/s, ${bench.latencyMs.toFixed(2)} ms`);
      return bench;
    } finally {
      running.delete(child);
    }
  }

  return {
    run,
    async best(seconds) {
      const all: Bench[] = [];
      for (const clients of candidates) all.push(await run(clients, seconds));
      all.sort((a, b) => b.perSecond - a.perSecond);
      candidates = all.slice(0, 2).map(({ clients }) => clients);
      const [best] = all;
      if (!best) throw new Error('pgbench was not run');
      return best;
    },
    close,
  };
}
