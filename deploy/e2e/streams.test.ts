import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { type EventStream, openStream, type Told } from '../../gateway/test/event-stream.ts';
import { ok, refusal } from './support/answer.ts';
import type { Customer } from './support/customer.ts';
import type { Partner } from './support/partner.ts';
import { at } from './support/present.ts';
import type { Purchase, Sale } from './support/resources.ts';
import { type Show, seatMap, stageShow, statusesOf } from './support/show.ts';
import { soon } from './support/soon.ts';
import { usePlatform } from './support/use-platform.ts';

// What is followed shows within a second; the rest is for a machine that does other things too.
const WITHIN_MS = 1500;
const PURCHASES = 50;
const LISTENERS = 500;
const NAMES = ['available', 'held', 'sold', 'withdrawn'];

const { api, platform } = usePlatform('standalone', { WEB_ROOT: '' });
let partner: Partner;
let buyers: Customer[];
let streams: EventStream[] = [];

beforeAll(async () => {
  [partner, buyers] = await Promise.all([api.partner(), api.customers(10)]);
});
afterEach(() => {
  for (const stream of streams) stream.close();
  streams = [];
});

async function listen(path: string, headers: Record<string, string> = {}): Promise<EventStream> {
  const stream = await openStream(platform().url + path, headers);
  expect(stream.status).toBe(200);
  streams.push(stream);
  return stream;
}

const followSeats = ({ event }: Show, headers: Record<string, string> = {}, query = '') =>
  listen(`/v1/events/${event.id}/seatmap/stream${query}`, headers);
const followSales = (who: Partner, headers: Record<string, string> = {}) =>
  listen('/v1/partners/sales/stream', { authorization: `Bearer ${who.tokens.access_token}`, ...headers });

/** Buys every ticket of a show, one a purchase. */
const buyAll = ({ ticketIds }: Show): Promise<Purchase[]> =>
  Promise.all(ticketIds.map(async (id, i) => ok(await at(buyers, i % buyers.length).buy([id]), 201)));

/** What a stream of seats tells that a ticket is, or undefined while it tells nothing of it. */
function told(stream: EventStream, ticketId: number): string | undefined {
  const changes = stream.events().flatMap(({ data }) => (data.changes ?? []) as [number, number][]);
  return NAMES[changes.findLast(([id]) => id === ticketId)?.[1] ?? -1];
}

async function until(condition: () => boolean, withinMs = WITHIN_MS): Promise<number> {
  const begun = performance.now();
  for (; !condition(); await sleep(5)) {
    if (performance.now() - begun > withinMs) throw new Error(`it did not happen within ${withinMs} ms`);
  }
  return performance.now() - begun;
}

const saleOf = ({ data }: Told) => data as unknown as Sale;

test('a sale shows within a second: on the seat map of whoever looks, and to its partner with the buyer', async () => {
  const show = await stageShow(api, { partner });
  const [ticketId] = show.ticketIds;
  const [seats, sales] = [await followSeats(show), await followSales(partner)];
  expect([(await seats.next()).event, (await sales.next()).event]).toEqual(['snapshot', 'reset']);
  const buyer = at(buyers, 0);
  const purchase = ok(await buyer.buy([ticketId]), 201);
  const [seen, sale] = await Promise.all([
    until(() => told(seats, ticketId) === 'sold'),
    sales.next(WITHIN_MS).then(saleOf),
  ]);
  expect(seen).toBeLessThan(WITHIN_MS);
  const [listed] = await partner.sales(`?event_id=${show.event.id}`);
  expect(sale).toEqual(listed);
  expect(sale).toMatchObject({ purchase_id: purchase.id, ticket_id: ticketId, status: 'sold' });
  expect(sale.customer.name).toBe(buyer.account.name);

  ok(await buyer.cancel(purchase.id));
  const [, cancellation] = await Promise.all([
    until(() => told(seats, ticketId) === 'available'),
    sales.next(WITHIN_MS),
  ]);
  expect(cancellation).toMatchObject({
    event: 'cancellation',
    data: { purchase_id: purchase.id, status: 'cancelled' },
  });
});

test('nothing is lost by those who lose their connection again and again while seats are sold', async () => {
  const show = await stageShow(api, { partner, seats: PURCHASES });
  const sold = new Map<number, string>();
  const sales: string[] = [];
  let [seatId, saleId] = [(await seatMap(api, show.event)).sequence.toString(), ''];
  const begin = await followSales(partner);
  saleId = (await begin.next()).id ?? '';
  begin.close();

  /** Listens for a moment, from where it was. */
  async function lookIn(): Promise<void> {
    const [seats, own] = [
      await followSeats(show, { 'last-event-id': seatId }),
      await followSales(partner, { 'last-event-id': saleId }),
    ];
    await sleep(60);
    for (const stream of [seats, own]) stream.close();
    for (const { event, id, data } of seats.events()) {
      expect(event).toBe('change');
      seatId = id ?? seatId;
      for (const [ticketId, status] of data.changes as [number, number][]) sold.set(ticketId, NAMES[status] ?? '');
    }
    for (const event of own.events()) {
      expect(event.event).toBe('sale');
      saleId = event.id ?? saleId;
      sales.push(`${saleOf(event).purchase_id} ${saleOf(event).ticket_id}`);
    }
  }

  let isSelling = true;
  const buying = buyAll(show).finally(() => {
    isSelling = false;
  });
  while (isSelling) await lookIn();
  const purchases = await buying;
  for (let round = 0; round < 10 && sales.length < PURCHASES; round++) await lookIn();
  await sleep(500);
  await lookIn();

  expect(Object.fromEntries(sold)).toEqual(Object.fromEntries(show.ticketIds.map((id) => [id, 'sold'])));
  const expected = purchases.map(({ id, items }) => `${id} ${items[0]?.ticket_id}`);
  expect(sales.toSorted()).toEqual(expected.toSorted());
});

test(`${LISTENERS} listeners of one event all get every change`, async () => {
  const show = await stageShow(api, { partner, seats: 20 });
  const { sequence } = await seatMap(api, show.event);
  const many = await Promise.all(Array.from({ length: LISTENERS }, () => followSeats(show, {}, `?since=${sequence}`)));
  await buyAll(show);
  await until(() => many.every((stream) => show.ticketIds.every((id) => told(stream, id) === 'sold')), 5000);
  expect(new Set(many.flatMap((stream) => stream.events().map(({ event }) => event)))).toEqual(new Set(['change']));
  // A public read may lag behind the streams.
  await soon(async () => expect(new Set(statusesOf(await seatMap(api, show.event)))).toEqual(new Set(['sold'])));
});

test('partners hear nothing of others, also of a purchase that they share', async () => {
  const other = await api.partner();
  const [mine, theirs] = [await stageShow(api, { partner }), await stageShow(api, { partner: other })];
  const [own, foreign] = [await followSales(partner), await followSales(other)];
  await Promise.all([own.next(), foreign.next()]);
  ok(await at(buyers, 0).buy([mine.ticketIds[0], theirs.ticketIds[0]]), 201);
  const [here, there] = [saleOf(await own.next()), saleOf(await foreign.next())];
  expect([here.ticket_id, there.ticket_id]).toEqual([mine.ticketIds[0], theirs.ticketIds[0]]);
  await sleep(600);
  expect([own.events().length, foreign.events().length]).toEqual([2, 2]);
});

test('new seats and prices are told; a cancelled event ends its stream', async () => {
  const show = await stageShow(api, { partner });
  const stream = await followSeats(show);
  await stream.next();
  await partner.seats(show.event, 6, 5000, { prefix: 'N' });
  expect((await stream.next()).event).toBe('layout');
  const map = await seatMap(api, show.event);
  expect(map.sections.flatMap(({ seats }) => seats)).toContain('N6');
  ok(await partner.post(`/v1/partners/events/${show.event.id}/cancel`, { reason: 'rain' }), 202);
  await until(() => stream.isOver(), 5000);
  expect(stream.events().at(-1)).toMatchObject({ event: 'end', data: { reason: 'event_not_found' } });
  refusal(await api.get(`/v1/events/${show.event.id}/seatmap/stream`), 404, 'event_not_found');
});
