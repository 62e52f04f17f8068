import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadReport } from '../load/job.ts';
import { ratioOf } from '../measure/ratios.ts';
import type { Workload } from './workload.ts';

const BUYERS = 64;
const BLOCKS_A_BUYER = 16;
const SEATS_A_PURCHASE = 4;
// Backends tell what they counted once a second.
const TOLD_MS = 2500;

const UPDATES = `
  select n_tup_upd::float8 as updates, n_tup_hot_upd::float8 as hot from pg_stat_user_tables where relname = 'tickets'`;

/** 9: the same seats bought and given back again and again. */
export const churn: Workload = {
  name: 'churn',
  what: 'buy, cancel and buy again for 10 minutes',
  async run({ size, bed, market, accounts, load, newKey }) {
    const { stretches, seconds } = size.churn;
    const seats = BUYERS * BLOCKS_A_BUYER * SEATS_A_PURCHASE;
    const first = await market.event(seats);
    const blocks = Array.from({ length: seats / SEATS_A_PURCHASE }, (_, n) => first + n * SEATS_A_PURCHASE);

    async function counted(): Promise<{ updates: number; hot: number }> {
      await sleep(TOLD_MS);
      const [row] = await bed.sql<{ updates: number; hot: number }>('inventory', UPDATES);
      if (!row) throw new Error('PostgreSQL told nothing of the tickets');
      return row;
    }

    const before = await counted();
    const reports: LoadReport[] = [];
    for (let stretch = 1; stretch <= stretches; stretch++) {
      const requests = { kind: 'churn', tokens: await accounts.tokens(), blocks, key: newKey() } as const;
      const name = `churn, ${stretch} of ${stretches}`;
      reports.push(await load({ name, requests, pace: { kind: 'closed' }, connections: BUYERS, seconds }));
    }
    const after = await counted();
    const goals = { id: '9', better: 'higher' as const };
    return {
      measures: [
        {
          ...goals,
          name: 'churn',
          ratio: 'purchases/s in the last stretch / in the first',
          target: 0.9,
          stretch: 0.98,
          rounds: [ratioOf(reports.at(-1)?.perSecond ?? 0, reports[0]?.perSecond ?? 0)],
        },
        {
          ...goals,
          name: 'churn, HOT updates of tickets',
          ratio: 'share',
          target: 0.9,
          stretch: 0.99,
          rounds: [ratioOf(after.hot - before.hot, after.updates - before.updates)],
        },
      ],
      figures: [],
      raw: { reports, before, after },
    };
  },
};
