import { createApi } from '../../e2e/support/api.ts';
import type { Bench } from '../bench.ts';
import { startGenerator } from '../load/generator.ts';
import type { LoadReport } from '../load/job.ts';
import { ratioOf } from '../measure/ratios.ts';
import { p99, probeStaleness } from '../measure/staleness.ts';
import { startHttp0 } from '../references/http0.ts';
import { eachRound, interleave } from './rounds.ts';
import type { Workload } from './workload.ts';

const CONNECTIONS = 64;
const SALES_A_SECOND = 20;
const SEATS_A_PURCHASE = 4;
const SELLERS = 200;
const EVENT = 1_000_000;
// Sold all over the hall before anything is measured: a map of nothing but free seats would be small.
const SCATTERED_SHARE = 0.8;
const EARLY_BUYERS = 64;

const FAST = {
  id: '6',
  name: 'seat map',
  ratio: 'requests/s / HTTP-0 with an equal body',
  better: 'higher',
  target: 0.7,
  stretch: 0.9,
} as const;
const SMALL = {
  id: '6',
  name: 'seat map, size',
  ratio: 'bytes a seat',
  better: 'lower',
  target: 0.3,
  stretch: 0.25,
} as const;
const FRESH = {
  id: '6',
  name: 'seat map, staleness',
  ratio: 'p99, ms',
  better: 'lower',
  target: 100,
  stretch: 50,
} as const;

type Measured = { reads: LoadReport; stale: number[] };

/** Sells blocks of four seats anywhere among the first seats of an event; answers how many. */
async function scatter({ accounts, newKey, load, seed, size }: Bench, first: number, seats: number): Promise<number> {
  const blocks = Array.from({ length: Math.floor(seats / SEATS_A_PURCHASE) }, (_, n) => first + n * SEATS_A_PURCHASE);
  const requests = { kind: 'on-sale', tokens: await accounts.tokens(), blocks, key: newKey(), seed } as const;
  const early = { name: 'early buyers', requests, pace: { kind: 'closed' }, connections: EARLY_BUYERS } as const;
  const report = await load({ ...early, seconds: 2 * size.seconds });
  return SEATS_A_PURCHASE * report.good;
}

/**
 * An event a part of whose seats is sold, and whose last ones are sold at a steady rate: from the front by a load, from
 * the back by those who watch the map.
 */
async function openSale(bench: Bench) {
  const { size, market, accounts, newKey, bed, say } = bench;
  const first = await market.event(size.mapSeats);
  const id = Math.floor(first / EVENT);
  const early = Math.floor(SCATTERED_SHARE * size.mapSeats);
  const scattered = await scatter(bench, first, early);
  const path = `/v1/events/${id}/seatmap`;
  const api = createApi(() => bed.platform().url);
  const customer = await api.customer();
  const seller = await startGenerator(() => undefined);
  let last = first + size.mapSeats;
  let sold = 0;
  let tag = '';

  const take = () => {
    last -= SEATS_A_PURCHASE;
    return Array.from({ length: SEATS_A_PURCHASE }, (_, n) => last + n);
  };
  // As a page does that follows a map: what has not changed is not sent again, which would cost those who are measured.
  async function readSeatMap(): Promise<string | undefined> {
    const response = await fetch(bed.platform().url + path, { headers: { 'if-none-match': tag } });
    const text = await response.text();
    if (response.status === 304) return undefined;
    tag = response.headers.get('etag') ?? '';
    if (response.status !== 200) throw new Error(`the seat map was not to be had: ${text.slice(0, 500)}`);
    return text;
  }
  async function sellOn(seconds: number): Promise<void> {
    const to = Math.floor((size.mapSeats - early) / SEATS_A_PURCHASE);
    const seats = { eventIds: [id], firstSeat: early + 1, from: sold, to };
    const requests = { kind: 'purchases', tokens: await accounts.tokens(), seats, key: newKey() } as const;
    const pace = { kind: 'open', perSecond: SALES_A_SECOND } as const;
    const { url: origin } = bed.platform();
    const job = { name: 'sales', origin, requests, pace, connections: SELLERS, warmSeconds: 0, seconds };
    const report = await seller.run(job);
    sold += report.begun;
    say(`  meanwhile ${report.good} purchases, p50 ${report.latency.p50.toFixed(0)} ms`);
  }
  return { path, seller, customer, take, readSeatMap, sellOn, scattered };
}

/** 6: the seat map of a large hall while it is sold. */
export const seatmap: Workload = {
  name: 'seatmap',
  what: 'the seat map of 50,000 seats while they are sold',
  async run(bench) {
    const { size, seed, load } = bench;
    const sale = await openSale(bench);
    const pace = { kind: 'closed' } as const;
    const paths = [{ path: sale.path, weight: 1 }];
    const requests = { kind: 'reads', paths, encoding: 'br, gzip', seed } as const;
    const read = (name: string, origin?: string) =>
      load({ name, requests, pace, connections: CONNECTIONS, ...(origin === undefined ? {} : { origin }) });

    async function readWhileSelling(): Promise<Measured> {
      let over = false;
      const { customer, take, readSeatMap: map } = sale;
      const reading = read('seat map').finally(() => {
        over = true;
      });
      const probing = probeStaleness({ customer, map, take }, () => over);
      const selling = sale.sellOn(size.seconds + size.warmSeconds);
      const [reads, stale] = await Promise.all([reading, probing, selling]);
      return { reads, stale };
    }

    const first = await read('seat map, to see its size');
    const bodyBytes = ratioOf(first.bytes, first.answered);
    const http0 = await startHttp0(Math.round(bodyBytes));
    try {
      const rounds = await eachRound(size.rounds, (round) =>
        interleave(round, () => read('HTTP-0, equal body', http0.url), readWhileSelling),
      );
      const stale = rounds.flatMap(({ ours }) => ours.stale);
      return {
        measures: [
          {
            ...FAST,
            rounds: rounds.map(({ reference, ours }) => ratioOf(ours.reads.perSecond, reference.perSecond)),
          },
          { ...SMALL, rounds: [ratioOf(bodyBytes, size.mapSeats)] },
          // Of all rounds together: one has few samples.
          { ...FRESH, rounds: [p99(stale)] },
        ],
        figures: [
          { name: 'seats sold when the seat map was read', value: sale.scattered, unit: `of ${size.mapSeats}` },
          { name: 'samples of its staleness', value: stale.length, unit: '' },
        ],
        raw: rounds,
      };
    } finally {
      await Promise.all([http0.stop(), sale.seller.stop()]);
    }
  },
};
