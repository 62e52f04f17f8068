import {
  type GetSalesSummaryResponse,
  type SalesFigures,
  SalesFiguresSchema,
} from '@boxoffice/contracts/order/v1/order_service';
import { eventually } from '@boxoffice/testing';
import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningOrder, startOrder } from './harness.ts';

const HOUR_MS = 3_600_000;
const START = new Date('2031-03-30T20:30:00Z').getTime();

let order: RunningOrder;
/** The clock of the service: sales happen when a test says. */
let now = START;

beforeAll(async () => {
  order = await startOrder({ clock: () => new Date(now), holdSeconds: 1_000_000 });
});
afterAll(() => order.stop());

function randomOf(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Random = ReturnType<typeof randomOf>;

/** Events 1 and 2 are partner 1's, event 3 is partner 2's and sells in another currency. */
const EVENTS = [
  { id: 1, partnerId: 1, currency: 'BRL' },
  { id: 2, partnerId: 1, currency: 'BRL' },
  { id: 3, partnerId: 2, currency: 'USD' },
];

/** Seats that are for sale, and purchases that may still be cancelled. */
type Market = { seats: number[][]; purchases: { id: number; ids: number[] }[] };

async function aPurchase({ seats, purchases }: Market, random: Random): Promise<void> {
  const pools = seats.filter((pool) => pool.length > 0);
  const ids = pools[random(pools.length)]?.splice(0, 1 + random(4)) ?? [];
  if (ids.length === 0) return;
  const { id, status } = await order.place(ids, random(3) === 0 ? undefined : 'tok_approved');
  if (status === 'reserved') {
    if (random(2) === 0) await order.cancel(id, ids.slice(0, 1));
    await order.pay(id, random(4) === 0 ? 'tok_declined' : 'tok_approved');
  }
  purchases.push({ id, ids });
}

async function aCancellation({ purchases }: Market, random: Random): Promise<void> {
  const purchase = purchases[random(purchases.length)];
  if (!purchase) return;
  const { id, ids } = purchase;
  await order.cancel(id, random(5) === 0 ? [] : ids.slice(0, 1 + random(ids.length)));
}

/** Sales and cancellations in any order, several in an hour, while the figures are being added up all the time. */
async function aHistory(random: Random): Promise<void> {
  const [first = [], second = [], third = []] = EVENTS.map(({ id, partnerId, currency }) => {
    const prices = Array.from({ length: 40 }, () => [0, 1000, 2550][random(3)] ?? 0);
    return order.inventory.addEvent(id, prices, { partnerId, currency, startsAt: new Date(START + 400 * HOUR_MS) });
  });
  // Events of one partner may be bought together; those of another currency apart.
  const market: Market = { seats: [first.flatMap((id, i) => [id, second[i] ?? id]), [...third]], purchases: [] };
  for (let step = 0; step < 90; step++) {
    now += random(2 * HOUR_MS);
    await (random(2) === 0 ? aPurchase(market, random) : aCancellation(market, random));
  }
}

type Row = { scope: string; currency: string; amount: string; sold: number; cancelled: number; purchases: number };

const COUNT = `
  with lines as (
    select s.*, to_char(sold_at at time zone 'UTC', 'YYYY-MM-DD') as day from sales s
     where partner_id = $1 and ($2::bigint = 0 or event_id = $2)
       and ($3::timestamptz is null or sold_at >= $3) and ($4::timestamptz is null or sold_at < $4)
  ), scoped as (
    select 'all' as scope, * from lines
    union all select 'event ' || event_id, * from lines
    union all select 'day ' || day, * from lines
    union all select 'section ' || section, * from lines where $2::bigint <> 0
  )
  select scope, currency, (count(*) filter (where cancelled_at is null))::int as sold,
         (count(*) filter (where cancelled_at is not null))::int as cancelled,
         coalesce(sum(price) filter (where cancelled_at is null), 0)::text as amount,
         (count(distinct purchase_id) filter (where cancelled_at is null))::int as purchases
    from scoped group by scope, currency order by scope`;

/** The figures counted afresh from the sales, ticket by ticket. */
async function counted(partnerId: number, eventId: number, from: Date | null, to: Date | null) {
  const rows: Row[] = await order.sql(COUNT, [partnerId, eventId, from, to]);
  const figures = rows.map(({ currency, amount, ...row }) => ({
    ...row,
    totals: row.sold > 0 ? [`${amount} ${currency}`] : [],
  }));
  return figures.length > 0 ? figures : [flat('all', NOTHING)];
}

const NOTHING = create(SalesFiguresSchema);

const flat = (scope: string, figures: SalesFigures | undefined) => ({
  scope,
  sold: Number(figures?.ticketsSold),
  cancelled: Number(figures?.ticketsCancelled),
  purchases: Number(figures?.purchases),
  totals: figures?.currencyTotals.map(({ amount, currency }) => `${amount} ${currency}`),
});

function told({ figures, byEvent, byDay, bySection }: GetSalesSummaryResponse) {
  return [
    flat('all', figures),
    ...byDay.map((one) => flat(`day ${one.day}`, one.figures)),
    ...byEvent.map((one) => flat(`event ${one.eventId}`, one.figures)),
    ...bySection.map((one) => flat(`section ${one.section}`, one.figures)),
  ];
}

async function summary(partnerId: number, eventId: number, from: Date | null, to: Date | null) {
  const request = {
    eventId: BigInt(eventId),
    ...(from ? { from: timestampFromDate(from) } : {}),
    ...(to ? { to: timestampFromDate(to) } : {}),
  };
  return told(await order.client.getSalesSummary(request, order.asPartner(partnerId)));
}

test('after any history the summary is what a fresh count says, to the cent, for every scope and window', async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32));
  console.info(`seed ${seed}`);
  await aHistory(randomOf(seed));
  const [sold] = await order.sql('select count(*)::int as n, count(cancelled_at)::int as cancelled from sales');
  expect(sold.n).toBeGreaterThan(20);
  expect(sold.cancelled).toBeGreaterThan(5);
  const hour = (hours: number) => new Date(Math.floor(START / HOUR_MS) * HOUR_MS + hours * HOUR_MS);
  const minute = (hours: number) => new Date(START + hours * HOUR_MS + 60_001);
  const windows: [Date | null, Date | null][] = [
    [null, null],
    [hour(5), null],
    [null, hour(20)],
    [hour(3), hour(30)],
    // Whole days, from midnight on, and parts of a day.
    [hour(4), hour(52)],
    [hour(28), null],
    [hour(9), hour(83)],
    [hour(30), hour(41)],
    [hour(41), hour(30)],
    // No whole hours: what is left of them is counted live.
    [new Date(1), null],
    [minute(3), minute(30)],
    [minute(7), minute(7.2)],
    [minute(2), hour(60)],
    [hour(41), minute(70)],
    // As far as times go, and further than years of four digits do.
    [new Date(-8.64e15 / 200), new Date('9999-12-31T23:30:00Z')],
    [new Date('9999-12-31T23:30:00Z'), null],
    [null, minute(12)],
  ];
  const compare = async () => {
    for (const { partnerId, id } of EVENTS) {
      for (const eventId of [0, id]) {
        for (const [from, to] of windows) {
          expect(await summary(partnerId, eventId, from, to)).toEqual(await counted(partnerId, eventId, from, to));
        }
      }
    }
  };
  // Whether the changes wait to be added up or have been: nobody can tell.
  await compare();
  await eventually(async () => expect(await order.sql('select 1 from sales_deltas')).toEqual([]));
  await compare();
}, 60_000);

test('a period that begins before the first sale has what all the time has', async () => {
  const whole = await summary(1, 0, null, null);
  const live = await summary(1, 0, new Date(1), null);
  expect(live).toEqual(whole);
});

test('nobody sees another partner’s sales', async () => {
  expect(await summary(2, 1, null, null)).toEqual([flat('all', NOTHING)]);
  const { sales } = await order.client.listSales({ eventId: 1n }, order.asPartner(2));
  expect(sales).toEqual([]);
});

test('the pages of the sales show each ticket once, newest first, and match the summary', async () => {
  const seen: string[] = [];
  const times: number[] = [];
  for (let cursor = ''; ; ) {
    const page = await order.client.listSales({ page: { limit: 7, cursor } }, order.asPartner());
    for (const { purchaseId, ticketId, soldAt } of page.sales) {
      seen.push(`${purchaseId}/${ticketId}`);
      times.push(Number(soldAt?.seconds) * 1000 + Number(soldAt?.nanos) / 1e6);
    }
    if (!page.nextCursor) break;
    cursor = page.nextCursor;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  const [all] = await summary(1, 0, null, null);
  expect(seen).toHaveLength((all?.sold ?? 0) + (all?.cancelled ?? 0));
});

test('an event that was renamed has the name under which it last sold', async () => {
  const [first = 0, second = 0] = order.inventory.addEvent(9, [100, 100], { partnerId: 9, name: 'Zenith' });
  await order.place([first], 'tok_approved');
  now += 60_000;
  const event = order.inventory.events.get(9);
  if (event) event.name = 'Aurora';
  await order.place([second], 'tok_approved');
  for (const from of [null, new Date(1)]) {
    const request = from ? { from: timestampFromDate(from) } : {};
    const { byEvent } = await order.client.getSalesSummary(request, order.asPartner(9));
    expect(byEvent.map(({ eventName }) => eventName)).toEqual(['Aurora']);
  }
});
