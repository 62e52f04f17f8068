import { ratioOf } from '../measure/ratios.ts';
import { eachRound, interleave } from './rounds.ts';
import type { Workload } from './workload.ts';

// Fewer buyers can't fill the batches that are committed together.
const GOALS: Record<number, { target: number; stretch: number }> = {
  64: { target: 0.4, stretch: 0.6 },
  256: { target: 0.8, stretch: 1.2 },
  1000: { target: 1.5, stretch: 2.5 },
};

/** 1: how many purchases a second, compared with what PostgreSQL can commit one by one. */
export const wide: Workload = {
  name: 'wide',
  what: '1,000 events, 4 seats a purchase, record to paid',
  async run({ size, say, db1, sell }) {
    const pgbench = await db1();
    await sell('warm-up', size.crowd);
    const rounds = await eachRound(size.rounds, (round) => {
      say(`  round ${round + 1} of ${size.rounds}`);
      return interleave(
        round,
        () => pgbench.best(size.seconds),
        async () => {
          const sales = [];
          for (const buyers of size.buyers)
            sales.push({ buyers, ...(await sell(`wide sale, ${buyers} buyers`, buyers)) });
          return sales;
        },
      );
    });
    const measures = size.buyers.map((buyers, place) => ({
      id: '1',
      name: `wide sale, ${buyers} buyers`,
      ratio: 'purchases/s / DB-1',
      better: 'higher' as const,
      ...(GOALS[buyers] ?? { target: 0, stretch: 0 }),
      rounds: rounds.map(({ reference, ours }) => ratioOf(ours[place]?.perSecond ?? 0, reference.perSecond)),
    }));
    return { measures, figures: [], raw: rounds };
  },
};
