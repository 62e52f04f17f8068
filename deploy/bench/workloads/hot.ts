import { ratioOf } from '../measure/ratios.ts';
import { eachRound, interleave } from './rounds.ts';
import type { Workload } from './workload.ts';

const SEATS_A_PURCHASE = 4;
// So that it is sold out on a slow machine too.
const TIMES_LONGER = 2;

/** 3 and 4: many want the same few seats at the same moment. */
export const hot: Workload = {
  name: 'hot',
  what: '5,000 connections fight for 500 seats',
  async run({ size, seed, say, accounts, market, db1, load, sell, newKey }) {
    const { connections, seats } = size.onSale;
    const pgbench = await db1();
    const buyers = Math.max(...size.buyers);

    async function onSale(round: number) {
      const first = await market.event(seats);
      const blocks = Array.from({ length: seats / SEATS_A_PURCHASE }, (_, n) => first + n * SEATS_A_PURCHASE);
      const tokens = await accounts.tokens();
      const requests = { kind: 'on-sale', tokens, blocks, key: newKey(), seed: seed + round } as const;
      const pace = { kind: 'closed' } as const;
      // Nothing is sold before the moment at which everything is wanted.
      const seconds = TIMES_LONGER * size.seconds;
      const report = await load({ name: 'on-sale', requests, pace, connections, warmSeconds: 0, seconds });
      const { count, lastMs } = report.wins;
      if (count !== blocks.length) {
        const heard = `${JSON.stringify(report.statuses)} ${report.firstError}`;
        throw new Error(`${count} of ${blocks.length} blocks of seats were sold in ${seconds} s: ${heard}`);
      }
      say(`  ${seats} seats sold in ${Math.round(lastMs)} ms, ${Math.round(report.answeredPerSecond)} attempts/s`);
      return { ...report, winnersPerSecond: count / (lastMs / 1000) };
    }

    await onSale(size.rounds);
    const rounds = await eachRound(size.rounds, (round) =>
      interleave(
        round,
        async () => ({
          db1: await pgbench.best(size.seconds),
          wide: await sell(`wide sale, ${buyers} buyers`, buyers),
        }),
        () => onSale(round),
      ),
    );
    const each = (of: (round: (typeof rounds)[number]) => number) => rounds.map(of);
    return {
      measures: [
        {
          id: '3',
          name: 'hot on-sale, time to sold out',
          ratio: "time / DB-1's for as many seats",
          better: 'lower',
          target: 1.5,
          stretch: 1,
          rounds: each(({ reference, ours }) => ratioOf(reference.db1.perSecond, ours.winnersPerSecond)),
        },
        {
          id: '3',
          name: 'hot on-sale, attempts',
          ratio: 'attempts/s / DB-1',
          better: 'higher',
          target: 3,
          stretch: 8,
          rounds: each(({ reference, ours }) => ratioOf(ours.answeredPerSecond, reference.db1.perSecond)),
        },
        {
          id: '4',
          name: 'contention penalty',
          ratio: 'winners/s hot / wide',
          better: 'higher',
          target: 0.8,
          stretch: 1,
          rounds: each(({ reference, ours }) => ratioOf(ours.winnersPerSecond, reference.wide.perSecond)),
        },
      ],
      figures: [],
      raw: rounds,
    };
  },
};
