import { describe, expect, test } from '@jest/globals';
import { ok, refusal } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import { expectShape } from '../support/shapes.ts';
import { stageShow, ticketStatus } from '../support/show.ts';
import { soon } from '../support/soon.ts';

/** What customers give back. */
export function cancellations(api: Api): void {
  const { customer } = api;

  describe('a cancellation', () => {
    test('gives back the money and the tickets of a purchase, part by part', async () => {
      const show = await stageShow(api, { price: 2000 });
      const [buyer, next] = await Promise.all([customer(), customer()]);
      const [one, two, three] = show.ticketIds;
      const { id } = ok(await buyer.buy([one, two, three]), 201);

      const part = ok(await buyer.cancel(id, [two]));
      expectShape('purchase', part);
      expect(part).toMatchObject({ status: 'paid', payment: { status: 'partially_refunded' } });
      expect(part.items.map(({ status }) => status)).toEqual(['sold', 'cancelled', 'sold']);
      await soon(async () => ok(await next.buy([two]), 201));
      refusal(await next.buy([one]), 409, 'ticket_unavailable');
      expect((await show.partner.eventSummary(show.event)).currency_totals).toEqual([
        { currency: 'BRL', amount: 6000 },
      ]);

      const whole = ok(await buyer.cancel(id));
      expect(whole).toMatchObject({ status: 'cancelled', payment: { status: 'refunded' } });
      expect(whole.items.map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
      await soon(async () => ok(await next.buy([one, three]), 201));
      await soon(async () => {
        const figures = await show.partner.eventSummary(show.event);
        expect(figures).toMatchObject({ tickets_sold: 3, tickets_cancelled: 3, purchases: 2 });
      });
    });

    test('twice is the same as once', async () => {
      const show = await stageShow(api, { price: 2000 });
      const [buyer, next] = await Promise.all([customer(), customer()]);
      const { id } = ok(await buyer.buy([show.ticketIds[0], show.ticketIds[1]]), 201);
      const answers = await Promise.all([1, 2, 3, 4].map(() => buyer.cancel(id)));
      for (const answer of answers) expect(ok(answer).status).toBe('cancelled');
      const rebought = await soon(async () => ok(await next.buy([show.ticketIds[0]]), 201));
      expect(ok(await buyer.cancel(id))).toEqual(await buyer.purchase(id));
      const refunds = (await buyer.history(id)).filter(({ to }) => to === 'cancelling');
      expect(refunds).toHaveLength(1);
      expect(await next.purchase(rebought.id)).toEqual(rebought);
      expect(await ticketStatus(api, show, show.ticketIds[0])).not.toBe('available');
    });

    test('of a reserved purchase releases its hold, whole or in part', async () => {
      const show = await stageShow(api, { price: 300 });
      const [buyer, next] = await Promise.all([customer(), customer()]);
      const [one, two, three] = show.ticketIds;
      const { id } = ok(await buyer.reserve([one, two]), 201);
      const part = ok(await buyer.cancel(id, [one]));
      expect(part).toMatchObject({ status: 'reserved', total: 300 });
      await soon(async () => ok(await next.buy([one]), 201));
      expect(ok(await buyer.pay(id))).toMatchObject({ status: 'paid', total: 300 });

      const other = ok(await buyer.reserve([three]), 201);
      const gone = ok(await buyer.cancel(other.id));
      expect(gone).toMatchObject({ status: 'cancelled', payment: null, expires_at: null });
      expect(gone.items.map(({ status }) => status)).toEqual(['released']);
      await soon(async () => ok(await next.buy([three]), 201));
      refusal(await buyer.pay(other.id), 409, 'purchase_not_payable');
    });

    test('is for own tickets and for purchases that got tickets', async () => {
      const show = await stageShow(api);
      const buyer = await customer();
      const { id } = ok(await buyer.buy([show.ticketIds[0]]), 201);
      refusal(await buyer.cancel(id, [show.ticketIds[1]]), 404, 'ticket_not_found');
      const failed = refusal(await buyer.buy([show.ticketIds[0]]), 409, 'ticket_unavailable');
      const refused = await buyer.cancel(failed.purchase_id);
      expect(refused.status).toBe(409);
      expect(await buyer.purchase(id)).toMatchObject({ status: 'paid' });
    });
  });
}
