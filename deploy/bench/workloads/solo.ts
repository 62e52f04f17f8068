import { median, ratioOf } from '../measure/ratios.ts';
import { eachRound, interleave } from './rounds.ts';
import type { Workload } from './workload.ts';

/** 1b: what one purchase takes when nobody else buys. */
export const solo: Workload = {
  name: 'solo',
  what: 'one buyer, one purchase at a time',
  async run({ size, db1, sell }) {
    const pgbench = await db1();
    const rounds = await eachRound(size.rounds, (round) =>
      interleave(
        round,
        () => pgbench.run(1, size.seconds),
        () => sell('one buyer', 1),
      ),
    );
    const measure = {
      id: '1b',
      name: 'one buyer at a time',
      ratio: 'p50 / DB-1 at one client',
      better: 'lower' as const,
      target: 6,
      stretch: 3,
      rounds: rounds.map(({ reference, ours }) => ratioOf(ours.latency.p50, reference.latencyMs)),
    };
    const figures = [
      { name: 'a lone purchase, p50', value: median(rounds.map(({ ours }) => ours.latency.p50)), unit: 'ms' },
      {
        name: 'DB-1 at one client, mean',
        value: median(rounds.map(({ reference }) => reference.latencyMs)),
        unit: 'ms',
      },
    ];
    return { measures: [measure], figures, raw: rounds };
  },
};
