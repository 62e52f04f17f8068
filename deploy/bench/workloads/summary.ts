import { inParallel } from '../../demo/pool.ts';
import { createApi } from '../../e2e/support/api.ts';
import { createSender } from '../../e2e/support/http.ts';
import { createPartner, type Partner } from '../../e2e/support/partner.ts';
import type { Summary } from '../../e2e/support/resources.ts';
import type { Bench } from '../bench.ts';
import { median, ratioOf } from '../measure/ratios.ts';
import { sellAll } from '../setup/sold-tickets.ts';
import { eachRound } from './rounds.ts';
import type { Workload } from './workload.ts';

const EVENTS = 10;
const ASKED = 20;

// The same figures as the summary has: in all, by event and by day.
const live = (partnerId: number) => `
  select grouping(event_id) as all_events, event_id, grouping(day) as all_days, day, currency,
         count(*) filter (where cancelled_at is null)::int as sold,
         coalesce(sum(price) filter (where cancelled_at is null), 0)::bigint as amount,
         count(distinct purchase_id) filter (where cancelled_at is null)::int as purchases
    from (select *, (sold_at at time zone 'UTC')::date as day from sales where partner_id = ${partnerId}) s
   group by grouping sets ((currency), (currency, event_id), (currency, day))`;

type LiveRow = { all_events: number; all_days: number; event_id: string; sold: number; amount: string };

/** A partner whose events are sold out. */
async function sellOut({ bed, size, accounts, say }: Bench): Promise<Partner> {
  const url = () => bed.platform().url;
  const api = createApi(url);
  const partner = await api.partner();
  const events = [];
  for (let n = 0; n < EVENTS; n++) events.push(await partner.event({ name: 'Sold out' }));
  const seats = Math.floor(size.soldTickets / EVENTS / 4) * 4;
  await inParallel(events, 2, (event) => partner.seats(event, seats, 9000, { section: 'Floor' }));
  const [first] = events;
  if (!first || events.some(({ id }, n) => id !== first.id + n)) throw new Error('the events have no ids in a row');
  const customerIds = accounts.people.map(({ account }) => account.id);
  const shape = { firstEvent: first.id, events: EVENTS, seats, partnerId: partner.account.id, customerIds };
  await sellAll(bed, shape, say);
  // A million sales may take longer than a token lives.
  const { email, password, account } = partner;
  const tokens = await api.logIn(email, password);
  const headers = { authorization: `Bearer ${tokens.access_token}` };
  return createPartner({ ...createSender(url, () => headers), account, email, password, tokens });
}

function requireEqual(rows: readonly LiveRow[], { by_event: byEvent, tickets_sold: sold }: Summary): void {
  const all = rows.find(({ all_events, all_days }) => all_events === 1 && all_days === 1);
  if (all?.sold !== sold) throw new Error(`the summary has ${sold} sold tickets, the sales are ${all?.sold}`);
  for (const { all_events, event_id, amount } of rows) {
    if (all_events === 1) continue;
    const ours = byEvent.find(({ event_id: id }) => id === Number(event_id))?.currency_totals[0]?.amount;
    if (ours !== Number(amount)) throw new Error(`event ${event_id}: the summary says ${ours}, its sales ${amount}`);
  }
}

/** 8: what a partner is shown, against counting it. */
export const summary: Workload = {
  name: 'summary',
  what: 'a partner’s summary over 1,000,000 sold tickets',
  async run(bench) {
    const { size, bed, say } = bench;
    const partner = await sellOut(bench);
    const query = live(partner.account.id);
    requireEqual(await bed.sql<LiveRow>('orders', query), await partner.summary());
    const rounds = await eachRound(size.rounds, async () => {
      const reference = await bed.time('orders', query);
      const times: number[] = [];
      for (let n = 0; n < ASKED; n++) {
        const begun = performance.now();
        await partner.summary();
        times.push(performance.now() - begun);
      }
      const ours = median(times);
      say(`  live GROUP BY ${reference.toFixed(0)} ms, summary ${ours.toFixed(1)} ms`);
      return { reference, ours, times };
    });
    const measure = {
      id: '8',
      name: `summary over ${size.soldTickets} sold tickets`,
      ratio: 'live GROUP BY / ours, equal to the cent',
      better: 'higher' as const,
      target: 100,
      stretch: 1000,
      rounds: rounds.map(({ reference, ours }) => ratioOf(reference, ours)),
    };
    return { measures: [measure], figures: [], raw: rounds };
  },
};
