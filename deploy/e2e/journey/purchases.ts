import { describe, expect, test } from '@jest/globals';
import { ok, refusal } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import { present } from '../support/present.ts';
import type { Page, Purchase } from '../support/resources.ts';
import { expectShape, expectShapes } from '../support/shapes.ts';
import { publicEvent, stageShow, ticketStatus } from '../support/show.ts';
import { soon } from '../support/soon.ts';

/** How long holds last on the platform under test. */
export const HOLD_SECONDS = 8;

/** Purchases that succeed. */
export function purchases(api: Api): void {
  const { customer } = api;

  describe('a purchase', () => {
    test('takes tickets of two partners’ events at once', async () => {
      const [one, two] = [
        await stageShow(api, { name: 'Uno', price: 15_000 }),
        await stageShow(api, { name: 'Due', price: 990, partner: await api.partner() }),
      ];
      const buyer = await customer();
      const wanted: [number, number] = [one.ticketIds[0], two.ticketIds[2]];
      const answer = await buyer.buy(wanted);
      const purchase = ok(answer, 201);
      expectShape('purchase', purchase);
      expectShapes('item', purchase.items);
      expectShapes('money', purchase.currency_totals);
      expectShape('payment', present(purchase.payment));
      expect(answer.headers.get('location')).toBe(`/v1/purchases/${purchase.id}`);
      const item = { currency: 'BRL', status: 'sold' };
      expect(purchase).toEqual({
        id: purchase.id,
        status: 'paid',
        reason: null,
        customer_id: buyer.account.id,
        total: 15_990,
        currency_totals: [{ currency: 'BRL', amount: 15_990 }],
        items: [
          { ticket_id: wanted[0], event_id: one.event.id, event_name: 'Uno', seat: 'S1', price: 15_000, ...item },
          { ticket_id: wanted[1], event_id: two.event.id, event_name: 'Due', seat: 'S3', price: 990, ...item },
        ],
        payment: { method: 'card', status: 'captured', provider_reference: expect.stringMatching(/./) },
        expires_at: null,
        created_at: purchase.created_at,
        updated_at: purchase.updated_at,
      });
      expect(await buyer.purchase(purchase.id)).toEqual(purchase);
      await soon(async () => {
        expect(await ticketStatus(api, one, wanted[0])).toBe('sold');
        expect(await ticketStatus(api, two, wanted[1])).toBe('sold');
      });
    });

    test('without payment holds its tickets for a time', async () => {
      const show = await stageShow(api, { price: 5000 });
      const buyer = await customer();
      const purchase = ok(await buyer.reserve([show.ticketIds[0], show.ticketIds[1]]), 201);
      expectShape('purchase', purchase);
      expect(purchase).toMatchObject({ status: 'reserved', reason: null, total: 10_000, payment: null });
      expect(purchase.items.map(({ status }) => status)).toEqual(['held', 'held']);
      const seconds = (Date.parse(present(purchase.expires_at)) - Date.parse(purchase.created_at)) / 1000;
      expect(Math.abs(seconds - HOLD_SECONDS)).toBeLessThan(1);
      await soon(async () => expect((await publicEvent(api, show.event)).availability.held).toBe(2));

      const paid = ok(await buyer.pay(purchase.id));
      expect(paid).toMatchObject({ id: purchase.id, status: 'paid', total: 10_000, expires_at: null });
      expect(paid.items.map(({ status }) => status)).toEqual(['sold', 'sold']);
      refusal(await buyer.pay(purchase.id), 409, 'purchase_not_payable');
    });

    test('can be tried with another card while the hold lasts', async () => {
      const show = await stageShow(api);
      const [buyer, rival] = await Promise.all([customer(), customer()]);
      const { id } = ok(await buyer.reserve([show.ticketIds[0]]), 201);
      const declined = refusal(await buyer.pay(id, 'tok_insufficient_funds'), 402, 'payment_declined');
      expect(declined).toMatchObject({ decline_code: 'insufficient_funds', purchase_id: id });
      expect(await buyer.purchase(id)).toMatchObject({ status: 'reserved', reason: 'payment_declined' });
      refusal(await rival.buy([show.ticketIds[0]]), 409, 'ticket_unavailable');
      refusal(await buyer.pay(id, 'tok_error'), 502, 'payment_error');
      expect(ok(await buyer.pay(id))).toMatchObject({ status: 'paid', payment: { status: 'captured' } });
    });

    test('of free tickets needs no payment', async () => {
      const show = await stageShow(api, { price: 0 });
      const buyer = await customer();
      const purchase = ok(await buyer.reserve([show.ticketIds[0], show.ticketIds[1]]), 201);
      expectShape('purchase', purchase);
      expect(purchase).toMatchObject({ status: 'paid', total: 0, payment: null, expires_at: null });
      expect(purchase.currency_totals).toEqual([{ currency: 'BRL', amount: 0 }]);
      const cancelled = ok(await buyer.cancel(purchase.id));
      expect(cancelled.items.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
      await soon(async () => expect(await ticketStatus(api, show, show.ticketIds[0])).toBe('available'));
    });

    test('costs what its tickets cost when they were held, whatever they cost later', async () => {
      const show = await stageShow(api, { price: 100 });
      const buyer = await customer();
      const held = ok(await buyer.reserve([show.ticketIds[0]]), 201);
      ok(
        await show.partner.patch(`/v1/partners/events/${show.event.id}/tickets`, {
          ticket_ids: [show.ticketIds[1]],
          price: 700,
        }),
      );
      expect(ok(await buyer.pay(held.id)).total).toBe(100);
      expect(ok(await buyer.buy([show.ticketIds[1]]), 201).total).toBe(700);
    });

    test('keeps its history', async () => {
      const show = await stageShow(api);
      const buyer = await customer();
      const { id } = ok(await buyer.reserve([show.ticketIds[0]]), 201);
      refusal(await buyer.pay(id, 'tok_declined'), 402, 'payment_declined');
      ok(await buyer.pay(id));
      ok(await buyer.cancel(id));
      const history = await buyer.history(id);
      expectShapes('purchaseChange', history);
      const me = `customer:${buyer.account.id}`;
      expect(history.map(({ from, to, reason }) => [from, to, reason])).toEqual([
        [null, 'pending', null],
        ['pending', 'reserved', null],
        ['reserved', 'paying', null],
        ['paying', 'reserved', 'payment_declined'],
        ['reserved', 'paying', null],
        ['paying', 'paid', null],
        ['paid', 'cancelling', 'cancelled_by_customer'],
        ['cancelling', 'cancelled', 'cancelled_by_customer'],
      ]);
      expect(history.filter(({ to }) => to === 'paying').map(({ actor }) => actor)).toEqual([me, me]);
      expect(history.find(({ to }) => to === 'cancelling')?.actor).toBe(me);
      const times = history.map(({ at }) => Date.parse(at));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    });

    test('is in its customer’s list, newest first, by status', async () => {
      const show = await stageShow(api, {});
      const buyer = await customer();
      const made: Purchase[] = [];
      for (const id of show.ticketIds.slice(0, 5)) made.push(ok(await buyer.buy([id]), 201));
      refusal(await buyer.buy([show.ticketIds[5]], 'tok_declined'), 402, 'payment_declined');
      const ids = made.map(({ id }) => id).toReversed();
      expect((await buyer.purchases()).slice(1).map(({ id }) => id)).toEqual(ids);
      expect((await buyer.purchases('paid')).map(({ id }) => id)).toEqual(ids);
      const [failed] = await buyer.purchases('failed');
      expect(failed).toMatchObject({ status: 'failed', reason: 'payment_declined' });

      const first = ok(await buyer.get<Page<Purchase>>('/v1/purchases?limit=2&status=paid'));
      expectShape('page', first);
      expectShapes('purchase', first.data);
      ok(await buyer.buy([show.ticketIds[5]]), 201);
      const path = `/v1/purchases?limit=2&status=paid&cursor=${encodeURIComponent(present(first.next_cursor))}`;
      expect(ok(await buyer.get<Page<Purchase>>(path)).data.map(({ id }) => id)).toEqual(ids.slice(2, 4));
    });
  });
}
