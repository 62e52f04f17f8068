import type { LoadReport } from '../load/job.ts';
import { ratioOf } from '../measure/ratios.ts';
import { type ServerCpu, withServerCpu } from '../measure/server-cpu.ts';
import { startNaive } from '../references/naive.ts';
import { eachRound, interleave } from './rounds.ts';
import type { Workload } from './workload.ts';

// More than it can sell.
const NAIVE_RATE = 2000;

type Measured = { result: LoadReport; cpu: ServerCpu };

/** Purchases for one second of CPU, warm-up included on both sides of the fraction. */
function purchasesFor(seconds: number, { good, answered, begun }: LoadReport): number {
  return (begun * good) / answered / seconds;
}

/** 2: what a purchase costs in CPU time, compared with the shop that one would write first. */
export const cpu: Workload = {
  name: 'cpu',
  what: 'the wide sale at 256 buyers by server CPU, beside the naive shop',
  async run({ size, bed, market, accounts, load, stock, sell, newKey }) {
    const seconds = (size.seconds + size.warmSeconds) * (size.rounds + 1);
    const naive = await startNaive(bed, market.eventIds, NAIVE_RATE * seconds);
    const { seats } = naive;
    const sellNaively = async () => {
      const requests = { kind: 'purchases', tokens: await accounts.tokens(), seats, key: newKey() } as const;
      const pace = { kind: 'closed' } as const;
      const report = await load({ name: 'naive shop', requests, pace, connections: size.crowd, origin: naive.url });
      seats.from += report.begun;
      if (report.good === 0) throw new Error(`the naive shop sold nothing: ${JSON.stringify(report.statuses)}`);
      return report;
    };
    const postgres = bed.postgresPid();
    const platform = bed.platform();
    const parts = new Map(platform.parts().map((part) => [part, platform.pidOf(part)]));
    try {
      await sellNaively();
      await sell('warm-up', size.crowd);
      const rounds = await eachRound(size.rounds, (round) =>
        interleave<Measured, Measured>(
          round,
          () => withServerCpu({ processes: new Map([['naive', naive.pid]]), postgres }, sellNaively),
          async () => {
            // As the naive shop's, seats are there before anything is measured.
            await stock(size.crowd);
            return withServerCpu({ processes: parts, postgres }, () =>
              sell(`wide sale, ${size.crowd} buyers`, size.crowd),
            );
          },
        ),
      );
      const compare = (which: 'all' | 'own') =>
        rounds.map(({ reference, ours }) =>
          ratioOf(purchasesFor(ours.cpu[which], ours.result), purchasesFor(reference.cpu[which], reference.result)),
        );
      const goals = { id: '2', better: 'higher' as const, target: 4, stretch: 10 };
      const ratio = 'purchases per server CPU-second / naive';
      return {
        measures: [
          { ...goals, name: 'server CPU, PostgreSQL included', ratio, rounds: compare('all') },
          { ...goals, name: 'server CPU without PostgreSQL', ratio, rounds: compare('own') },
        ],
        figures: [],
        raw: rounds,
      };
    } finally {
      await naive.stop();
    }
  },
};
