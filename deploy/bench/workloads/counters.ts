import { setTimeout as sleep } from 'node:timers/promises';
import type { Bed } from '../bed.ts';
import { ratioOf } from '../measure/ratios.ts';
import { eachRound } from './rounds.ts';
import type { Workload } from './workload.ts';

// Backends tell what they counted once a second.
const TOLD_MS = 2500;

type Counters = { flushes: number; statements: number; commits: number };

const COUNTERS = `
  select (select sum(fsyncs) from pg_stat_io where object = 'wal')::float8 as flushes,
         (select sum(calls) from pg_stat_statements s join pg_database d on d.oid = s.dbid
           where d.datname in ('identity', 'catalog', 'inventory', 'orders'))::float8 as statements,
         (select sum(xact_commit) from pg_stat_database
           where datname in ('identity', 'catalog', 'inventory', 'orders'))::float8 as commits`;

async function look({ sql }: Bed): Promise<Counters> {
  await sleep(TOLD_MS);
  const [counters] = await sql<Counters>('postgres', COUNTERS);
  if (!counters) throw new Error('PostgreSQL told no counters');
  return counters;
}

/** Has PostgreSQL count statements, which takes a restart, while something is done. */
async function whileCounting<Result>(bed: Bed, work: () => Promise<Result>): Promise<Result> {
  await bed.sql('postgres', "alter system set shared_preload_libraries = 'pg_stat_statements'");
  await bed.restart();
  try {
    await bed.sql('postgres', 'create extension if not exists pg_stat_statements');
    return await work();
  } finally {
    await bed.sql('postgres', 'alter system reset shared_preload_libraries');
    await bed.restart();
  }
}

/** 12: how often PostgreSQL is asked, and how often it has to wait for the disk. */
export const counters: Workload = {
  name: 'counters',
  what: 'WAL flushes and SQL statements a purchase',
  run({ size, bed, stock, sell }) {
    return whileCounting(bed, async () => {
      await sell('warm-up', size.crowd);
      const rounds = await eachRound(size.rounds, async () => {
        // To create seats is no part of a purchase.
        await stock(size.crowd);
        const before = await look(bed);
        const report = await sell(`wide sale, ${size.crowd} buyers`, size.crowd);
        const after = await look(bed);
        const each = (name: keyof Counters) => ratioOf(after[name] - before[name], report.begun);
        return { report, flushes: each('flushes'), statements: each('statements'), commits: each('commits') };
      });
      const goals = { id: '12', better: 'lower' as const };
      const of = (name: keyof Counters) => rounds.map((round) => round[name]);
      return {
        measures: [
          { ...goals, name: 'WAL flushes', ratio: 'a purchase', target: 0.5, stretch: 0.05, rounds: of('flushes') },
          { ...goals, name: 'SQL statements', ratio: 'a purchase', target: 1, stretch: 0.2, rounds: of('statements') },
        ],
        figures: [{ name: 'transactions a purchase', value: rounds[0]?.commits ?? 0, unit: '' }],
        raw: rounds,
      };
    });
  },
};
