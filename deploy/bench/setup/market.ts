import { inParallel } from '../../demo/pool.ts';
import { createApi, type Person } from '../../e2e/support/api.ts';
import { createSender } from '../../e2e/support/http.ts';
import { createPartner, type Partner } from '../../e2e/support/partner.ts';
import type { SeatPlan } from '../load/job.ts';
import { keepFresh } from './sessions.ts';

/** Who sells what: the events of the wide sale, whose seats are added as they are bought, and single ones. */
export type Market = {
  /** The ids of the wide sale's events. */
  eventIds: number[];
  /** At least so many purchases' worth of seats that nobody has been offered yet. */
  offer(purchases: number): Promise<SeatPlan>;
  /** Tells how many purchases were begun on the last offer. */
  used(begun: number): void;
  /** Another event with its seats; answers its first ticket. */
  event(seats: number): Promise<number>;
  /** A partner with an access token that is good for the next five minutes. */
  partner(): Promise<Partner>;
};

const SEATS_A_PURCHASE = 4;
const PARTNERS = 10;
const AT_ONCE = 8;
const PRICE = 15_000;
const SMALLEST_BATCH = 200;
const TELL_EVERY = 250;

/** Registers partners and opens the wide sale's events, all by REST. */
export async function openMarket(url: () => string, count: number, say: (line: string) => void): Promise<Market> {
  const api = createApi(url);
  const people: Person[] = await inParallel(Array.from({ length: PARTNERS }), 2, () => api.partner());
  const refresh = keepFresh(url, people);
  const partners = people.map((person) =>
    createPartner({
      ...person,
      ...createSender(url, () => ({ authorization: `Bearer ${person.tokens.access_token}` })),
    }),
  );
  const partnerOf = (n: number): Partner => {
    const partner = partners[n % PARTNERS];
    if (!partner) throw new Error('nobody sells');
    return partner;
  };

  async function forEach<Result>(what: string, work: (n: number) => Promise<Result>): Promise<Result[]> {
    await refresh();
    let done = 0;
    const numbers = Array.from({ length: count }, (_, n) => n);
    return inParallel(numbers, AT_ONCE, async (n) => {
      const result = await work(n);
      if (++done % TELL_EVERY === 0) say(`  ${what} ${done} of ${count}`);
      return result;
    });
  }

  const events = await forEach('event', (n) => partnerOf(n).event({ name: `Wide sale ${n + 1}` }));
  let seatsEach = 0;
  let next = 0;

  const freshPartner = async () => {
    await refresh();
    return partnerOf(0);
  };

  return {
    eventIds: events.map(({ id }) => id),
    async offer(purchases) {
      const wanted = Math.ceil((next + purchases) / count) * SEATS_A_PURCHASE;
      // A batch costs a request, however small.
      const seats = Math.max(wanted, seatsEach + SMALLEST_BATCH);
      if (wanted > seatsEach) {
        const prefix = `L${seatsEach}-`;
        const more = seats - seatsEach;
        await forEach(`${more} more seats for event`, async (n) => {
          const event = events[n];
          if (event) await partnerOf(n).seats(event, more, PRICE, { prefix });
        });
        seatsEach = seats;
      }
      const to = count * (seatsEach / SEATS_A_PURCHASE);
      return { eventIds: events.map(({ id }) => id), firstSeat: 1, from: next, to };
    },
    used(begun) {
      next += begun;
    },
    async event(seats) {
      const partner = await freshPartner();
      const event = await partner.event({ name: 'On sale' });
      return (await partner.seats(event, seats, PRICE))[0];
    },
    partner: freshPartner,
  };
}
