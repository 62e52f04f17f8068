import { ratioOf } from '../measure/ratios.ts';
import { startHttp0 } from '../references/http0.ts';
import { eachRound, interleave } from './rounds.ts';
import type { Workload } from './workload.ts';

const CONNECTIONS = 64;
const LISTS_A_DETAIL = 9;

/** 5: people who look around. */
export const browse: Workload = {
  name: 'browse',
  what: '90% lists of events, 10% single ones',
  async run({ size, seed, market, load }) {
    const details = market.eventIds.map((id) => ({ path: `/v1/events/${id}`, weight: 1 }));
    const paths = [{ path: '/v1/events', weight: details.length * LISTS_A_DETAIL }, ...details];
    const requests = { kind: 'reads', paths, encoding: '', seed } as const;
    const shape = { requests, pace: { kind: 'closed' }, connections: CONNECTIONS } as const;
    const http0 = await startHttp0();
    try {
      const rounds = await eachRound(size.rounds, (round) =>
        interleave(
          round,
          () => load({ ...shape, name: 'HTTP-0', origin: http0.url }),
          () => load({ ...shape, name: 'browse' }),
        ),
      );
      const measure = {
        id: '5',
        name: 'browse',
        ratio: 'requests/s / HTTP-0',
        better: 'higher' as const,
        target: 0.7,
        stretch: 0.9,
        rounds: rounds.map(({ reference, ours }) => ratioOf(ours.perSecond, reference.perSecond)),
      };
      return { measures: [measure], figures: [], raw: rounds };
    } finally {
      await http0.stop();
    }
  },
};
