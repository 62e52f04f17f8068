import { beforeAll, describe, expect, test } from '@jest/globals';
import { refusal } from './support/answer.ts';
import type { Api } from './support/api.ts';
import type { Customer } from './support/customer.ts';
import type { Topology } from './support/platform.ts';
import { at } from './support/present.ts';
import { chooseSeed, type Random, seeded } from './support/random.ts';
import { publicEvent, type Show, seatMap, stageShow, statusesOf, ticketStatuses } from './support/show.ts';
import { soon } from './support/soon.ts';
import { countSales } from './support/tally.ts';
import { usePlatform } from './support/use-platform.ts';

const ACCOUNTS = 30;
const ATTEMPTS = 600;
const BUYERS = 120;
const SEATS = 200;
const SEATS_EACH = 4;

const seed = chooseSeed();

/** Takes four random seats of those that the seat map shows as not sold, again and again, until all are sold. */
async function shopUntilAllAreSold(api: Api, show: Show, buyer: Customer, random: Random): Promise<void> {
  for (;;) {
    const statuses = statusesOf(await seatMap(api, show.event));
    const left = statuses.flatMap((status, n) => (status === 'sold' ? [] : [show.ticketIds[0] + n]));
    if (left.length === 0) return;
    const answer = await buyer.buy(random.sample(left, SEATS_EACH));
    if (answer.status !== 201) refusal(answer, 409, 'ticket_unavailable');
  }
}

describe.each<Topology>(['standalone', 'cluster'])(`under contention on the %s platform (seed ${seed})`, (topology) => {
  const { api, platform } = usePlatform(topology);
  let customers: Customer[];

  beforeAll(async () => {
    customers = await api.customers(ACCOUNTS);
  });

  test('the last seat is sold once', async () => {
    const show = await stageShow(api, { price: 100 });
    const [seat] = show.ticketIds;
    const answers = await Promise.all(
      Array.from({ length: ATTEMPTS }, (_, i) => at(customers, i % ACCOUNTS).buy([seat])),
    );
    const won = answers.filter(({ status }) => status === 201);
    const lost = answers.filter(({ status }) => status !== 201);
    expect([won.length, lost.length]).toEqual([1, ATTEMPTS - 1]);
    for (const answer of lost) {
      const { tickets } = refusal(answer, 409, 'ticket_unavailable');
      expect(tickets).toEqual([{ ticket_id: seat, reason: expect.stringMatching(/^(held|sold)$/) }]);
    }
    await soon(async () => {
      expect((await publicEvent(api, show.event)).availability).toMatchObject({ sold: 1, held: 0, available: 5 });
      expect(await show.partner.eventSummary(show.event)).toMatchObject({
        currency_totals: [{ currency: 'BRL', amount: 100 }],
        tickets_sold: 1,
        purchases: 1,
      });
    });
  });

  test('two hundred seats are sold to a hundred and twenty buyers, each once', async () => {
    const show = await stageShow(api, { seats: SEATS / 2, price: 7001 });
    const vip = await show.partner.seats(show.event, SEATS / 2, 12_345, { section: 'VIP', prefix: 'V' });
    const seats = [...show.ticketIds, ...vip];
    await Promise.all(
      Array.from({ length: BUYERS }, (_, i) =>
        shopUntilAllAreSold(api, show, at(customers, i % ACCOUNTS), seeded(seed + i)),
      ),
    );
    const owned = (await Promise.all(customers.map((customer) => customer.purchases('paid')))).flat();
    const mine = owned.filter(({ items }) => items.some(({ event_id }) => event_id === show.event.id));
    const sold = mine.flatMap(({ items }) => items.map(({ ticket_id }) => ticket_id));
    expect(sold.toSorted((a, b) => a - b)).toEqual(seats);

    await soon(async () => {
      expect(new Set(statusesOf(await seatMap(api, show.event)))).toEqual(new Set(['sold']));
      const summary = await show.partner.eventSummary(show.event);
      expect(summary.currency_totals).toEqual([{ currency: 'BRL', amount: 100 * 7001 + 100 * 12_345 }]);
      expect(summary).toMatchObject(countSales(mine, () => true));
      expect(summary).toMatchObject({ total: SEATS, sold: SEATS, held: 0, available: 0 });
    });
    const listed = await show.partner.sales(`?event_id=${show.event.id}`);
    expect(listed.map(({ ticket_id }) => ticket_id).toSorted((a, b) => a - b)).toEqual(seats);
    expect([...(await ticketStatuses(api, show.event)).values()].every((status) => status === 'sold')).toBe(true);
    await platform().audit();
  });
});
