import type { LoadReport } from '../load/job.ts';
import { type Figure, median } from '../measure/ratios.ts';
import { eachRound } from './rounds.ts';
import type { Workload } from './workload.ts';

const SHARES = [0.5, 0.8];
const MOST_CONNECTIONS = 5000;

function figuresOf(name: string, reports: readonly LoadReport[]): Figure[] {
  return (['p50', 'p99', 'p999'] as const).map((which) => ({
    name: `a purchase ${name}, ${which === 'p999' ? 'p99.9' : which}`,
    value: median(reports.map(({ latency }) => latency[which])),
    unit: 'ms',
  }));
}

/** How long a purchase takes, alone and in company. */
export const latency: Workload = {
  name: 'latency',
  what: 'p50, p99 and p99.9 alone, at half and at 0.8 of the capacity',
  async run({ size, sell }) {
    await sell('warm-up', size.crowd);
    const rounds = await eachRound(size.rounds, async () => {
      const alone = await sell('one at a time', 1);
      const { perSecond } = await sell(`capacity, ${size.crowd} buyers`, size.crowd);
      const reports: LoadReport[] = [];
      for (const share of SHARES) {
        const pace = { kind: 'open', perSecond: share * perSecond } as const;
        reports.push(await sell(`at ${share} of capacity`, MOST_CONNECTIONS, pace));
      }
      return { alone, perSecond, reports };
    });
    const figures = SHARES.flatMap((share, place) =>
      figuresOf(
        `at ${share} of the capacity`,
        rounds.flatMap(({ reports }) => reports[place] ?? []),
      ),
    );
    const alone = figuresOf(
      'one at a time',
      rounds.map((round) => round.alone),
    );
    return { measures: [], figures: [...alone, ...figures], raw: rounds };
  },
};
