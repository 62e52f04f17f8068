import { describe, expect, test } from '@jest/globals';
import { ok, refusal } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import type { Event } from '../support/resources.ts';
import { expectShape } from '../support/shapes.ts';
import { stageShow } from '../support/show.ts';
import { soon } from '../support/soon.ts';

type Cancelled = Event & { cancellation: { purchases: number; refunded: number } };

const BACKGROUND_MS = 10_000;

/** What becomes of an event that is cancelled, and of its purchases. */
export function eventCancellation(api: Api): void {
  describe('the cancellation of an event', () => {
    test('stops its sales at once and takes it off the list', async () => {
      const { partner, event, ticketIds } = await stageShow(api);
      const buyer = await api.customer();
      const { id } = ok(await buyer.reserve([ticketIds[0]]), 201);
      const path = `/v1/partners/events/${event.id}/cancel`;
      expect(ok(await partner.post<Event>(path, { reason: 'rain' }), 202).status).toBe('cancelled');
      refusal(await buyer.buy([ticketIds[1]]), 409, 'event_cancelled');
      expect((await buyer.pay(id)).status).toBe(409);
      refusal(await partner.change(event, { name: 'Again' }), 409, 'event_cancelled');
      refusal(await partner.createTickets(event.id, { price: 1, quantity: 1 }), 409, 'event_cancelled');
      expect(ok(await partner.post<Event>(path, { reason: 'rain' }), 202).status).toBe('cancelled');
      await soon(async () => refusal(await api.get(`/v1/events/${event.id}`), 404, 'event_not_found'));
    });

    test('refunds every purchase in the background', async () => {
      const { partner, event, ticketIds } = await stageShow(api);
      const other = await stageShow(api);
      const [one, two] = await Promise.all([api.customer(), api.customer()]);
      const alone = ok(await one.buy([ticketIds[0], ticketIds[1]]), 201);
      const mixed = ok(await two.buy([ticketIds[2], other.ticketIds[0]]), 201);
      ok(await partner.post(`/v1/partners/events/${event.id}/cancel`, { reason: 'rain' }), 202);
      await soon(async () => {
        expect(await one.purchase(alone.id)).toMatchObject({ status: 'cancelled', payment: { status: 'refunded' } });
        const kept = await two.purchase(mixed.id);
        expect(kept).toMatchObject({ status: 'paid', payment: { status: 'partially_refunded' } });
        expect(kept.items.map(({ status }) => status)).toEqual(['cancelled', 'sold']);
        const figures = await partner.eventSummary(event);
        expect(figures).toMatchObject({ currency_totals: [], tickets_sold: 0, tickets_cancelled: 3, purchases: 0 });
      }, BACKGROUND_MS);
    });

    test('tells how far the refunds are', async () => {
      const { partner, event, ticketIds } = await stageShow(api);
      const buyer = await api.customer();
      for (const id of ticketIds.slice(0, 3)) ok(await buyer.buy([id]), 201);
      const path = `/v1/partners/events/${event.id}`;
      ok(await partner.post(`${path}/cancel`, { reason: 'rain' }), 202);
      await soon(async () => {
        const { cancellation, ...rest } = ok(await partner.get<Cancelled>(path));
        expectShape('event', rest);
        expect(cancellation).toEqual({ purchases: 3, refunded: 3 });
      }, BACKGROUND_MS);
    });
  });
}
