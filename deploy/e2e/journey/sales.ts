import { beforeAll, describe, expect, test } from '@jest/globals';
import { ok, refusal } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import type { Customer } from '../support/customer.ts';
import type { Partner } from '../support/partner.ts';
import { at, present } from '../support/present.ts';
import type { Event, Page, Purchase, Sale } from '../support/resources.ts';
import { expectShape, expectShapes } from '../support/shapes.ts';
import { soon } from '../support/soon.ts';
import { countSales } from '../support/tally.ts';

/** A partner with two events, a third in another currency, another partner, and a day of sales between them. */
export function sales(api: Api): void {
  describe('the sales of a partner', () => {
    let shop: Partner;
    let other: Partner;
    let events: Event[];
    let foreign: Event;
    let buyers: Customer[];
    let bought: Purchase[];
    let lost: { purchaseId: number; ticketIds: number[] };
    let sectionOf: Map<number, string>;

    beforeAll(async () => {
      [shop, other] = await Promise.all([api.partner(), api.partner()]);
      buyers = await Promise.all(['Ana', 'Bia', 'Caio'].map((name) => api.customer({ name })));
      const [one, two, dollar] = [
        await shop.event({ name: 'One' }),
        await shop.event({ name: 'Two' }),
        await shop.event({ name: 'Dollar', currency: 'USD' }),
      ];
      events = [one, two, dollar];
      foreign = await other.event({ name: 'Elsewhere' });
      const stalls = await shop.seats(one, 6, 1999, { section: 'Stalls', prefix: 'S' });
      const vip = await shop.seats(one, 6, 10_001, { section: 'VIP', prefix: 'V' });
      await shop.seats(one, 6, 5, { section: 'Roof', prefix: 'R' });
      const plain = await shop.seats(two, 6, 333);
      const abroad = await shop.seats(dollar, 6, 4999);
      const elsewhere = await other.seats(foreign, 6, 777);
      sectionOf = new Map([...stalls.map((id) => [id, 'Stalls'] as const), ...vip.map((id) => [id, 'VIP'] as const)]);

      const [ana, bia, caio] = buyers as [Customer, Customer, Customer];
      const orders: [Customer, number[]][] = [
        [ana, [stalls[0], stalls[1], vip[0]]],
        [bia, [stalls[2], plain[0], elsewhere[0]]],
        [caio, [vip[1], vip[2], elsewhere[1], elsewhere[2]]],
        [ana, [plain[1], plain[2]]],
        [bia, [abroad[0], abroad[1]]],
        [caio, [elsewhere[3]]],
        [ana, [stalls[3], plain[3]]],
      ];
      bought = [];
      for (const [buyer, ids] of orders) bought.push(ok(await buyer.buy(ids), 201));
      const change = async (i: number, buyer: Customer, ids?: number[]) => {
        bought[i] = ok(await buyer.cancel(at(bought, i).id, ids));
      };
      await change(0, ana, [stalls[1]]);
      await change(6, ana);
      await change(2, caio, [vip[1], elsewhere[1]]);
      await change(4, bia, [abroad[0]]);
      // Held and declined tickets are no sales.
      ok(await bia.reserve([stalls[5]]), 201);
      const wanted = [stalls[4], vip[3], elsewhere[4]];
      const { purchase_id: purchaseId } = refusal(await caio.buy(wanted, 'tok_declined'), 402, 'payment_declined');
      lost = { purchaseId: purchaseId, ticketIds: wanted.slice(0, 2) };
    });

    const idsOf = (chosen: Event[]) => new Set(chosen.map(({ id }) => id));

    test('are summed up to the cent, by event and by day', async () => {
      await soon(async () => {
        const summary = await shop.summary();
        expectShape('summary', summary);
        expectShapes('eventFigures', summary.by_event);
        expectShapes('dayFigures', summary.by_day);
        const { by_event, by_day, ...figures } = summary;
        expect(figures).toEqual(countSales(bought, ({ event_id }) => idsOf(events).has(event_id)));
        expect(by_event).toEqual(
          events.map(({ id, name }) => ({
            event_id: id,
            event_name: name,
            ...countSales(bought, (item) => item.event_id === id),
          })),
        );
        const days = [...new Set(bought.map(({ created_at }) => created_at.slice(0, 10)))];
        expect(by_day).toEqual(
          days.map((day) => ({
            day,
            ...countSales(
              bought.filter(({ created_at }) => created_at.startsWith(day)),
              ({ event_id }) => idsOf(events).has(event_id),
            ),
          })),
        );
      });
    });

    test('are the known sum', async () => {
      // By hand: 1999 + 10001, 1999 + 333, 10001, 333 + 333; and 4999 dollar cents.
      const { currency_totals, tickets_sold, tickets_cancelled, purchases } = await shop.summary();
      expect(currency_totals).toEqual([
        { currency: 'BRL', amount: 24_999 },
        { currency: 'USD', amount: 4999 },
      ]);
      expect([tickets_sold, tickets_cancelled, purchases]).toEqual([8, 5, 5]);
    });

    test('are summed up for one event, by section, with what is left', async () => {
      const [one] = events as [Event];
      await soon(async () => {
        const summary = await shop.eventSummary(one);
        expectShape('eventSummary', summary);
        expectShapes('sectionFigures', summary.by_section);
        const inOne = ({ event_id }: { event_id: number }) => event_id === one.id;
        expect(summary).toMatchObject({
          event_id: one.id,
          ...countSales(bought, inOne),
          total: 18,
          sold: 4,
          held: 1,
          available: 13,
          withdrawn: 0,
          by_event: [{ event_id: one.id, ...countSales(bought, inOne) }],
        });
        const section = (name: string) => countSales(bought, (item) => sectionOf.get(item.ticket_id) === name);
        expect(summary.by_section).toEqual([
          { section: 'Roof', ...section('Roof'), total: 6, available: 6, held: 0, sold: 0, withdrawn: 0 },
          { section: 'Stalls', ...section('Stalls'), total: 6, available: 3, held: 1, sold: 2, withdrawn: 0 },
          { section: 'VIP', ...section('VIP'), total: 6, available: 4, held: 0, sold: 2, withdrawn: 0 },
        ]);
      });
    });

    test('are summed up for a period', async () => {
      const day = at(bought, 0).created_at.slice(0, 10);
      const whole = await shop.summary();
      expect(await shop.summary(`?from=${day}&to=${at(bought, -1).created_at.slice(0, 10)}`)).toEqual(whole);
      expect(await shop.summary('?from=2020-01-01&to=2020-12-31')).toEqual({
        ...{ currency_totals: [], tickets_sold: 0, tickets_cancelled: 0, purchases: 0 },
        ...{ by_event: [], by_day: [] },
      });
      // Between two sales, to the millisecond.
      const all = await shop.sales();
      const middle = all.find(({ purchase_id }) => purchase_id === at(bought, 3).id)?.sold_at;
      const later = await shop.summary(`?from=${middle}`);
      const { by_event: _e, by_day: _d, ...figures } = later;
      expect(figures).toEqual(countSales(bought.slice(3), ({ event_id }) => idsOf(events).has(event_id)));
      const { by_event: _f, by_day: _g, ...before } = await shop.summary(`?to=${middle}`);
      expect(before).toEqual(countSales(bought.slice(0, 3), ({ event_id }) => idsOf(events).has(event_id)));
    });

    test('are listed ticket by ticket, newest first, with who bought them', async () => {
      const listed = await shop.sales();
      expectShapes('sale', listed);
      expectShapes(
        'buyer',
        listed.map(({ customer }) => customer),
      );
      const wanted = bought.toReversed().flatMap((purchase) =>
        purchase.items
          .filter(({ event_id }) => idsOf(events).has(event_id))
          .map(({ ticket_id, event_id, seat, price, currency, status }) => {
            const buyer = buyers.find(({ account }) => account.id === purchase.customer_id);
            const { id, name, email } = present(buyer).account;
            const customer = { id, name, email };
            return { purchase_id: purchase.id, ticket_id, event_id, seat, price, currency, status, customer };
          }),
      );
      const inOrder = (a: { purchase_id: number; ticket_id: number }, b: typeof a) =>
        b.purchase_id - a.purchase_id || a.ticket_id - b.ticket_id;
      const told = listed.map(({ sold_at: _s, cancelled_at: _c, ...sale }) => sale);
      expect(told.toSorted(inOrder)).toEqual(wanted.toSorted(inOrder));
      for (const { status, cancelled_at } of listed) expect(cancelled_at === null).toBe(status === 'sold');
      const times = listed.map(({ sold_at }) => Date.parse(sold_at));
      expect(times).toEqual(times.toSorted((a, b) => b - a));
    });

    test('are listed page by page, by event, status and time', async () => {
      const all = await shop.sales();
      const keys = (rows: Sale[]) => rows.map(({ purchase_id, ticket_id }) => `${purchase_id} ${ticket_id}`);
      const paged: Sale[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const path = `/v1/partners/sales?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
        const page: Page<Sale> = ok(await shop.get<Page<Sale>>(path));
        expect(page.data.length).toBeLessThanOrEqual(3);
        paged.push(...page.data);
        cursor = page.next_cursor;
      }
      expect(keys(paged)).toEqual(keys(all));
      for (const { id } of events) {
        expect(keys(await shop.sales(`?event_id=${id}`))).toEqual(keys(all.filter((sale) => sale.event_id === id)));
      }
      for (const status of ['sold', 'cancelled']) {
        expect(keys(await shop.sales(`?status=${status}`))).toEqual(keys(all.filter((sale) => sale.status === status)));
      }
      const middle = at(all, 6).sold_at;
      expect(keys(await shop.sales(`?from=${middle}`))).toEqual(keys(all.filter(({ sold_at }) => sold_at >= middle)));
      expect(keys(await shop.sales(`?to=${middle}`))).toEqual(keys(all.filter(({ sold_at }) => sold_at < middle)));
    });

    test('of a purchase that spans partners are seen by each as far as they are its own', async () => {
      const mine = idsOf(events);
      for (const { event_id } of await shop.sales()) expect(mine.has(event_id)).toBe(true);
      const theirs = await other.sales();
      expect(new Set(theirs.map(({ event_id }) => event_id))).toEqual(new Set([foreign.id]));
      const shared = at(bought, 2);
      const lines = (rows: Sale[]) => rows.filter(({ purchase_id }) => purchase_id === shared.id).length;
      expect([lines(await shop.sales()), lines(theirs)]).toEqual([2, 2]);
      const { by_event: _e, by_day: _d, ...figures } = await other.summary();
      expect(figures).toEqual(countSales(bought, ({ event_id }) => event_id === foreign.id));
      expect(await shop.sales(`?event_id=${foreign.id}`)).toEqual([]);
    });

    test('that were lost are listed with what they would have brought, to each partner its own', async () => {
      const [failure, ...rest] = await soon(async () => {
        const found = (await shop.failures()).filter(({ purchase_id }) => purchase_id === lost.purchaseId);
        expect(found).not.toEqual([]);
        return found;
      });
      expect(rest).toEqual([]);
      expect(failure).toEqual({
        purchase_id: lost.purchaseId,
        at: failure?.at,
        reason: 'payment_declined',
        ticket_ids: lost.ticketIds,
        lost: [{ currency: 'BRL', amount: 1999 + 10_001 }],
      });
      const [theirs] = await other.failures();
      expect(theirs).toMatchObject({ purchase_id: lost.purchaseId, lost: [{ currency: 'BRL', amount: 777 }] });
      expect(await shop.failures(`?event_id=${at(events, 1).id}`)).toEqual([]);
      expect(await shop.failures(`?event_id=${at(events, 0).id}`)).toEqual([failure]);
    });
  });
}
