import type { Bench } from './bench.ts';
import type { LoadReport, Pace, SeatPlan } from './load/job.ts';

/** The wide sale. */
export type Selling = {
  /** Has seats ready for the next sale, so that it begins at once. */
  stock(connections: number, pace?: Pace, seconds?: number): Promise<SeatPlan>;
  /** Sells seats that nobody else wants: record to paid, four a purchase. Throws when nothing is sold. */
  sell(name: string, connections: number, pace?: Pace, seconds?: number): Promise<LoadReport>;
};

type Needs = Pick<Bench, 'size' | 'market' | 'accounts' | 'load' | 'newKey' | 'say'>;

// Enough seats for the fastest sale so far and half of it again, and at first for this one.
const FIRST_RATE = 2000;
const HEADROOM = 1.5;
const CLOSED = { kind: 'closed' } as const;

/** Sells the seats of a market. */
export function createSelling({ size, market, accounts, load, newKey, say }: Needs): Selling {
  let fastest = FIRST_RATE;

  const stock: Selling['stock'] = (connections, pace = CLOSED, seconds = size.seconds) => {
    const rate = pace.kind === 'open' ? pace.perSecond : fastest * HEADROOM;
    return market.offer(Math.ceil(rate * (seconds + size.warmSeconds)) + connections);
  };

  return {
    stock,
    async sell(name, connections, pace = CLOSED, seconds = size.seconds) {
      const seats = await stock(connections, pace, seconds);
      const requests = { kind: 'purchases', tokens: await accounts.tokens(), seats, key: newKey() } as const;
      // What a load that failed may have sold is not offered again.
      let used = seats.to - seats.from;
      let report: LoadReport;
      try {
        report = await load({ name, requests, pace, connections, seconds });
        used = report.begun;
      } finally {
        market.used(used);
      }
      if (seats.from + report.begun >= seats.to) throw new Error(`${name}: the seats ran out`);
      if (report.good === 0) throw new Error(`${name}: nothing was sold: ${JSON.stringify(report.statuses)}`);
      fastest = Math.max(fastest, report.perSecond);
      say(`  ${name}: ${Math.round(report.perSecond)}/s, p50 ${report.latency.p50.toFixed(1)} ms`);
      return report;
    },
  };
}
