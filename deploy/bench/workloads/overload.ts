import { ratioOf } from '../measure/ratios.ts';
import { eachRound } from './rounds.ts';
import type { Workload } from './workload.ts';

const EASY = 0.8;
const TOO_MUCH = 3;
// Each takes a descriptor and a port on both sides.
const MOST_CONNECTIONS = 15_000;

/** 10: more is wanted than can be sold in time. */
export const overload: Workload = {
  name: 'overload',
  what: 'an open loop at three times the capacity',
  async run({ size, sell }) {
    const at = (name: string, perSecond: number) => sell(name, MOST_CONNECTIONS, { kind: 'open', perSecond });
    const warm = await sell('warm-up', size.crowd);
    // The first thousands of connections that a fresh process takes cost it several times what later ones do.
    await at('first flood, not measured', TOO_MUCH * warm.perSecond);
    const rounds = await eachRound(size.rounds, async () => {
      const peak = await sell(`capacity, ${size.crowd} buyers`, size.crowd);
      const share = (of: number) => at(`${of} of capacity`, of * peak.perSecond);
      return { peak, easy: await share(EASY), tooMuch: await share(TOO_MUCH) };
    });
    return {
      measures: [
        {
          id: '10',
          name: 'three times the capacity',
          ratio: 'goodput / peak',
          better: 'higher',
          target: 0.9,
          stretch: 1,
          rounds: rounds.map(({ peak, tooMuch }) => ratioOf(tooMuch.perSecond, peak.perSecond)),
        },
        {
          id: '10',
          name: 'three times the capacity, latency',
          ratio: 'p99 of admitted / p99 at 0.8 of capacity',
          better: 'lower',
          target: 3,
          stretch: 1.5,
          rounds: rounds.map(({ easy, tooMuch }) => ratioOf(tooMuch.latency.p99, easy.latency.p99)),
        },
      ],
      figures: [],
      raw: rounds,
    };
  },
};
