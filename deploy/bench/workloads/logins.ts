import { startGenerator } from '../load/generator.ts';
import { ratioOf } from '../measure/ratios.ts';
import { eachRound, interleave } from './rounds.ts';
import type { Workload } from './workload.ts';

const LOGINS_AT_ONCE = 32;

/** 11: everybody logs in while others buy. */
export const logins: Workload = {
  name: 'logins',
  what: 'a storm of logins beside the wide sale',
  async run({ size, bed, accounts, stock, sell, say }) {
    const storm = await startGenerator(() => undefined);
    const people = accounts.people.map(({ email, password }) => ({ email, password }));
    const { url: origin } = bed.platform();
    const job = { name: 'logins', origin, requests: { kind: 'logins', people }, pace: { kind: 'closed' } } as const;
    const time = { warmSeconds: size.warmSeconds, seconds: size.seconds };

    async function sellInStorm() {
      await stock(size.crowd);
      const [storming, sale] = await Promise.all([
        storm.run({ ...job, ...time, connections: LOGINS_AT_ONCE }),
        sell(`beside logins, ${size.crowd} buyers`, size.crowd),
      ]);
      say(`  meanwhile ${Math.round(storming.perSecond)} logins/s`);
      return { sale, storming };
    }

    try {
      await sell('warm-up', size.crowd);
      const rounds = await eachRound(size.rounds, (round) =>
        interleave(round, () => sell(`alone, ${size.crowd} buyers`, size.crowd), sellInStorm),
      );
      const measure = {
        id: '11',
        name: 'login storm',
        ratio: 'purchases/s beside / alone',
        better: 'higher' as const,
        target: 0.7,
        stretch: 0.9,
        rounds: rounds.map(({ reference, ours }) => ratioOf(ours.sale.perSecond, reference.perSecond)),
      };
      return { measures: [measure], figures: [], raw: rounds };
    } finally {
      await storm.stop();
    }
  },
};
