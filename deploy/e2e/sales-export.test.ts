import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { ok } from './support/answer.ts';
import { parseCsv } from './support/csv.ts';
import type { Customer } from './support/customer.ts';
import type { Partner } from './support/partner.ts';
import { at } from './support/present.ts';
import { type Show, stageShow } from './support/show.ts';
import { soon } from './support/soon.ts';
import { usePlatform } from './support/use-platform.ts';

const BUYERS = 8;
const TICKETS_A_PURCHASE = 20;
const FORMULA = '=HYPERLINK("http://evil.example", "win")';

const { api } = usePlatform('standalone');
let partner: Partner;
let shows: Show[];
let buyers: Customer[];

/** Sells every ticket of a show, twenty at a time, to all buyers at once. */
async function sellOut({ ticketIds }: Show): Promise<void> {
  const baskets = Array.from({ length: Math.ceil(ticketIds.length / TICKETS_A_PURCHASE) }, (_, i) =>
    ticketIds.slice(i * TICKETS_A_PURCHASE, (i + 1) * TICKETS_A_PURCHASE),
  );
  await Promise.all(
    buyers.map(async (buyer, i) => {
      for (const basket of baskets.filter((_, n) => n % BUYERS === i)) ok(await buyer.buy(basket), 201);
    }),
  );
}

beforeAll(async () => {
  partner = await api.partner();
  buyers = await Promise.all(
    Array.from({ length: BUYERS }, (_, i) => api.customer(i === 0 ? { name: FORMULA } : { name: `João ${i}` })),
  );
  shows = [
    await stageShow(api, { partner, name: 'Ópera', seats: 2400, price: 1999 }),
    await stageShow(api, { partner, name: 'Ballet; "Swan Lake"', seats: 600, price: 25_050 }),
  ];
  for (const show of shows) await sellOut(show);
  const [purchase] = await at(buyers, 1).purchases();
  ok(await at(buyers, 1).cancel(purchase?.id ?? 0));
  const stranger = await stageShow(api);
  ok(await at(buyers, 1).buy([stranger.ticketIds[0]]), 201);
});

const cents = (amount: string) => Math.round(Number(amount) * 100);
const sum = (rows: Record<string, string>[], value: (row: Record<string, string>) => number) =>
  rows.reduce((total, row) => total + value(row), 0);

async function download(query = '') {
  const answer = await partner.get(`/v1/partners/sales.csv${query}`);
  ok(answer);
  return parseCsv(answer.text);
}

test('the file has every sale once, and sums up to the summary to the cent', async () => {
  const rows = await download();
  const sold = rows.filter(({ status }) => status === 'sold');
  await soon(async () => {
    const summary = await partner.summary();
    expect(summary.currency_totals).toEqual([
      { currency: 'BRL', amount: sum(sold, ({ amount = '' }) => cents(amount)) },
    ]);
    expect(summary.tickets_sold).toBe(sold.length);
    expect(summary.tickets_cancelled).toBe(rows.length - sold.length);
    expect(summary.purchases).toBe(new Set(sold.map(({ purchase_id }) => purchase_id)).size);
  });
  expect(rows).toHaveLength(3000);
  expect(rows.length - sold.length).toBe(TICKETS_A_PURCHASE);
  expect(new Set(rows.map(({ ticket_id }) => ticket_id)).size).toBe(3000);
  expect(sum(sold, ({ price }) => Number(price))).toBe(sum(sold, ({ amount = '' }) => cents(amount)));
  const times = rows.map(({ sold_at }) => String(sold_at));
  expect(times).toEqual(times.toSorted().reverse());
  expect(rows.every(({ status, cancelled_at }) => (status === 'cancelled') === (cancelled_at !== ''))).toBe(true);
});

test('a line tells who bought which seat of what, and no name is a formula', async () => {
  const rows = await download(`?event_id=${at(shows, 1).event.id}&status=sold`);
  expect(new Set(rows.map(({ event_name }) => event_name))).toEqual(new Set(['Ballet; "Swan Lake"']));
  const buyer = at(buyers, 0).account;
  const own = rows.filter(({ customer_id }) => customer_id === String(buyer.id));
  expect(own.length).toBeGreaterThan(0);
  expect(at(own, 0)).toMatchObject({ customer_name: `'${FORMULA}`, customer_email: buyer.email, amount: '250.50' });
});

test('the filters are those of the list', async () => {
  const { id } = at(shows, 0).event;
  const cancelled = await download('?status=cancelled');
  expect(cancelled).toHaveLength(TICKETS_A_PURCHASE);
  expect(cancelled.map(({ ticket_id }) => Number(ticket_id))).toEqual(
    (await partner.sales('?status=cancelled')).map(({ ticket_id }) => ticket_id),
  );
  const rows = await download(`?event_id=${id}`);
  expect(rows).toHaveLength(2400);
  const middle = String(rows[1200]?.sold_at);
  expect(await download(`?event_id=${id}&from=${middle}`)).toEqual(
    rows.filter(({ sold_at = '' }) => sold_at >= middle),
  );
  expect(await download('?to=2020-01-01')).toEqual([]);
  expect(await (await api.partner()).get('/v1/partners/sales.csv')).toMatchObject({
    status: 200,
    text: expect.stringMatching(/^\uFEFF?purchase_id,[a-z_,]*\r\n$/),
  });
});

test('a download that is given up leaves the platform as it was', async () => {
  for (let i = 0; i < 5; i++) {
    const gone = new AbortController();
    const call = partner.call('GET', '/v1/partners/sales.csv', { signal: gone.signal });
    await sleep(5 * i);
    gone.abort();
    await call.catch(() => undefined);
  }
  expect(await download()).toHaveLength(3000);
});
