import { expect, test } from '@jest/globals';
import { ok } from '../support/answer.ts';
import type { Partner } from '../support/partner.ts';
import { at, present } from '../support/present.ts';
import type { Page, Sale } from '../support/resources.ts';
import { expectShapes } from '../support/shapes.ts';
import { soon } from '../support/soon.ts';
import { countSales } from '../support/tally.ts';
import { type Trading, within } from './trading.ts';

/** A partner's sales and lost sales one by one. */
export function salesLists(trading: () => Trading): void {
  test('are listed ticket by ticket, newest first, with who bought them', async () => {
    const { shop, events, buyers, bought } = trading();
    const listed = await shop.sales();
    expectShapes('sale', listed);
    expectShapes(
      'buyer',
      listed.map(({ customer }) => customer),
    );
    const wanted = bought.toReversed().flatMap((purchase) =>
      purchase.items.filter(within(events)).map(({ ticket_id, event_id, seat, price, currency, status }) => {
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
    const { shop, events } = trading();
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
    const { shop, other, events, foreign, bought } = trading();
    expect((await shop.sales()).every(within(events))).toBe(true);
    const theirs = await other.sales();
    expect(theirs.every(within([foreign]))).toBe(true);
    const shared = at(bought, 2);
    const lines = (rows: Sale[]) => rows.filter(({ purchase_id }) => purchase_id === shared.id).length;
    expect([lines(await shop.sales()), lines(theirs)]).toEqual([2, 2]);
    const { by_event: _e, by_day: _d, ...figures } = await other.summary();
    expect(figures).toEqual(countSales(bought, within([foreign])));
    expect(await shop.sales(`?event_id=${foreign.id}`)).toEqual([]);
  });

  test('that were lost are listed with what they would have brought, to each partner its own', async () => {
    const { shop, other, events, lost } = trading();
    // A hold that has expired meanwhile is lost too.
    const found = async (partner: Partner, query?: string) =>
      (await partner.failures(query)).filter(({ purchase_id }) => purchase_id === lost.purchaseId);
    const failure = await soon(async () => at(await found(shop), 0));
    expect(failure).toEqual({
      purchase_id: lost.purchaseId,
      at: failure.at,
      reason: 'payment_declined',
      ticket_ids: lost.ticketIds,
      lost: [{ currency: 'BRL', amount: 1999 + 10_001 }],
    });
    expect(await found(other)).toMatchObject([{ lost: [{ currency: 'BRL', amount: 777 }] }]);
    expect(await found(shop, `?event_id=${at(events, 1).id}`)).toEqual([]);
    expect(await found(shop, `?event_id=${at(events, 0).id}`)).toEqual([failure]);
  });
}
