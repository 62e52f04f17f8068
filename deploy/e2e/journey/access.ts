import { beforeAll, describe, expect, test } from '@jest/globals';
import { ok, refusal, sameEveryTime } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import { type Customer, card } from '../support/customer.ts';
import { newEvent, type Partner } from '../support/partner.ts';
import { at, present } from '../support/present.ts';
import type { Purchase } from '../support/resources.ts';
import { type Show, stageShow } from '../support/show.ts';

type Route = readonly [method: string, path: string, body?: object];

const MISSING_EVENT = 4_000_000;
const MISSING_PURCHASE = 999_999_999;

const ofEvent = (event: number, ticket: number): Route[] => [
  ['GET', `/v1/partners/events/${event}`],
  ['PATCH', `/v1/partners/events/${event}`, { name: 'Mine now' }],
  ['POST', `/v1/partners/events/${event}/cancel`, { reason: 'Mine now' }],
  ['POST', `/v1/partners/events/${event}/tickets`, { price: 1, seats: ['X1'] }],
  ['PATCH', `/v1/partners/events/${event}/tickets`, { ticket_ids: [ticket], price: 1 }],
  ['GET', `/v1/partners/events/${event}/batches`],
  ['GET', `/v1/partners/events/${event}/seatmap`],
  ['GET', `/v1/partners/events/${event}/tickets/${ticket}/history`],
  ['GET', `/v1/partners/events/${event}/sales/summary`],
];

const ofPurchase = (id: number): Route[] => [
  ['GET', `/v1/purchases/${id}`],
  ['GET', `/v1/purchases/${id}/history`],
  ['POST', `/v1/purchases/${id}/payment`, card('tok_approved')],
  ['POST', `/v1/purchases/${id}/cancel`, {}],
];

/** Who may do what, and what the others are told. */
export function access(api: Api): void {
  describe('access', () => {
    let show: Show;
    let owner: Customer;
    let purchase: Purchase;
    let partnerRoutes: Route[];
    let customerRoutes: Route[];
    let otherPartner: Partner;
    let otherCustomer: Customer;

    beforeAll(async () => {
      show = await stageShow(api, { partner: await api.partner() });
      [owner, otherCustomer, otherPartner] = await Promise.all([api.customer(), api.customer(), api.partner()]);
      purchase = ok(await owner.buy([show.ticketIds[0]]), 201);
      partnerRoutes = [
        ['POST', '/v1/partners/events', newEvent()],
        ['GET', '/v1/partners/events'],
        ...ofEvent(show.event.id, show.ticketIds[1]),
        ['GET', '/v1/partners/sales/summary'],
        ['GET', '/v1/partners/sales'],
        ['GET', '/v1/partners/failures'],
      ];
      customerRoutes = [
        ['POST', '/v1/purchases', { ticket_ids: [show.ticketIds[1]] }],
        ['GET', '/v1/purchases'],
        ...ofPurchase(purchase.id),
      ];
    });

    test('needs a token, and tells how to come with one', async () => {
      for (const [method, path, body] of [...partnerRoutes, ...customerRoutes, ['GET', '/v1/auth/sessions'] as const]) {
        const answer = await api.call(method, path, { body });
        refusal(answer, 401, 'unauthenticated');
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      }
    });

    test('needs a token that this platform has signed', async () => {
      const [head, claims, signature] = owner.tokens.access_token.split('.');
      const other = Buffer.from(
        JSON.stringify({ ...JSON.parse(Buffer.from(present(claims), 'base64url').toString()), sub: '1' }),
      ).toString('base64url');
      const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
      for (const token of ['x', `${head}.${other}.${signature}`, `${none}.${claims}.`, `${head}.${claims}.`]) {
        const answer = await api.get('/v1/purchases', { authorization: `Bearer ${token}` });
        refusal(answer, 401, 'invalid_token');
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      }
    });

    test('is not for the other role', async () => {
      for (const [method, path, body] of partnerRoutes) {
        refusal(await owner.call(method, path, { body }), 403, 'forbidden');
      }
      for (const [method, path, body] of customerRoutes) {
        refusal(await show.partner.call(method, path, { body }), 403, 'forbidden');
      }
    });

    test('does not tell a foreign event from a missing one', async () => {
      const foreign = ofEvent(show.event.id, show.ticketIds[1]);
      const missing = ofEvent(MISSING_EVENT, MISSING_EVENT * 1_000_000 + 2);
      for (const [i, [method, path, body]] of foreign.entries()) {
        const seen = refusal(await otherPartner.call(method, path, { body }), 404, 'event_not_found');
        const [, nowhere, bodyThere] = at(missing, i);
        const nothing = refusal(await otherPartner.call(method, nowhere, { body: bodyThere }), 404, 'event_not_found');
        expect(sameEveryTime(seen)).toEqual(sameEveryTime(nothing));
      }
      expect(ok(await show.partner.get(`/v1/partners/events/${show.event.id}`))).toMatchObject({ name: 'A show' });
    });

    test('does not tell a foreign purchase from a missing one', async () => {
      const missing = ofPurchase(MISSING_PURCHASE);
      for (const [i, [method, path, body]] of ofPurchase(purchase.id).entries()) {
        const seen = refusal(await otherCustomer.call(method, path, { body }), 404, 'purchase_not_found');
        const nothing = refusal(
          await otherCustomer.call(method, at(missing, i)[1], { body }),
          404,
          'purchase_not_found',
        );
        expect(sameEveryTime(seen)).toEqual(sameEveryTime(nothing));
      }
      expect(await owner.purchase(purchase.id)).toEqual(purchase);
    });

    test('does not tell a foreign event’s sales from a missing one’s', async () => {
      for (const list of ['sales', 'failures']) {
        const [foreign, missing] = await Promise.all(
          [show.event.id, MISSING_EVENT].map((id) => otherPartner.get(`/v1/partners/${list}?event_id=${id}`)),
        );
        expect(foreign?.text).toBe(missing?.text);
      }
    });
  });
}
