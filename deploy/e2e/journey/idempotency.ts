import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { type Answer, ok, refusal, sameEveryTime } from '../support/answer.ts';
import { type Api, newCustomer, newPartner } from '../support/api.ts';
import { keyed } from '../support/http.ts';
import { newEvent } from '../support/partner.ts';
import { at } from '../support/present.ts';
import type { Event, Purchase, Ticket } from '../support/resources.ts';
import { publicEvent, stageShow } from '../support/show.ts';
import { soon } from '../support/soon.ts';

type Repeat = () => Promise<Answer>;

/** Expects a request that is sent again to be answered the same, byte for byte, and marked as a replay. */
async function expectReplay(first: Answer, repeat: Repeat): Promise<void> {
  expect(first.headers.has('idempotent-replayed')).toBe(false);
  const again = await repeat();
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
}

/** Sends one request many times at once; answers those that were not told to wait. */
async function atOnce<Body>(times: number, send: () => Promise<Answer<Body>>): Promise<Answer<Body>[]> {
  const answers = await Promise.all(Array.from({ length: times }, send));
  const waiting = answers.filter(({ status }) => status === 409);
  for (const answer of waiting) refusal(answer, 409, 'idempotency_in_progress');
  return answers.filter(({ status }) => status !== 409);
}

/** Requests that are sent more than once. */
export function idempotency(api: Api): void {
  const { post, partner, customer, all } = api;

  describe('an Idempotency-Key makes it safe to repeat', () => {
    test.each([
      ['partner', '/v1/partners/register', newPartner],
      ['customer', '/v1/customers/register', newCustomer],
    ])('the registration of a %s', async (_role, path, fields) => {
      const [body, headers] = [fields(), keyed(randomUUID())];
      const first = await post(path, body, headers);
      ok(first, 201);
      await expectReplay(first, () => post(path, body, headers));
      refusal(await post(path, { ...body, name: 'Else' }, headers), 422, 'idempotency_key_reused');
      refusal(await post(path, { ...body, password: 'another long phrase' }, headers), 422, 'idempotency_key_reused');
    });

    test('the creation of an event, whatever happens to it in between', async () => {
      const shop = await partner();
      const [body, headers] = [newEvent(), keyed(randomUUID())];
      const create = () => shop.post<Event>('/v1/partners/events', body, headers);
      const first = await create();
      const event = ok(first, 201);
      await expectReplay(first, create);
      await shop.seats(event, 6, 100);
      await soon(async () => expect((await publicEvent(api, event)).availability.total).toBe(6));
      ok(await shop.change(event, { name: 'Renamed' }));
      await expectReplay(first, create);
      refusal(await shop.post('/v1/partners/events', { ...body, name: 'B' }, headers), 422, 'idempotency_key_reused');
      expect(await shop.all('/v1/partners/events')).toHaveLength(1);
    });

    test('the creation of tickets', async () => {
      const shop = await partner();
      const [event, headers] = [await shop.event(), keyed(randomUUID())];
      const create = (quantity = 5) => shop.createTickets(event.id, { price: 100, quantity }, headers);
      const first = await create();
      ok(first, 201);
      await expectReplay(first, create);
      refusal(await create(6), 422, 'idempotency_key_reused');
      expect(await all<Ticket>(`/v1/events/${event.id}/tickets`)).toHaveLength(5);
    });

    test('the cancellation of an event', async () => {
      const { partner: shop, event } = await stageShow(api);
      const headers = keyed(randomUUID());
      const cancel = (reason = 'rain') => shop.post(`/v1/partners/events/${event.id}/cancel`, { reason }, headers);
      const first = await cancel();
      ok(first, 202);
      await expectReplay(first, cancel);
      refusal(await cancel('snow'), 422, 'idempotency_key_reused');
    });

    test('a purchase, whatever becomes of it', async () => {
      const show = await stageShow(api);
      const [buyer, headers] = [await customer(), keyed(randomUUID())];
      const buy = (ticket = show.ticketIds[0]) => buyer.buy([ticket], 'tok_approved', headers);
      const first = await buy();
      const { id } = ok(first, 201);
      await expectReplay(first, buy);
      ok(await buyer.cancel(id));
      await expectReplay(first, buy);
      refusal(await buy(show.ticketIds[1]), 422, 'idempotency_key_reused');
      expect(await buyer.purchases()).toHaveLength(1);
    });

    test('a purchase that failed: it fails the same way, and not once more', async () => {
      const show = await stageShow(api);
      const [buyer, headers] = [await customer(), keyed(randomUUID())];
      const buy = () => buyer.buy([show.ticketIds[0]], 'tok_declined', headers);
      const first = refusal(await buy(), 402, 'payment_declined');
      const replay = await buy();
      expect(sameEveryTime(refusal(replay, 402, 'payment_declined'))).toEqual(sameEveryTime(first));
      expect(replay.headers.get('idempotent-replayed')).toBe('true');
      expect(await buyer.purchases()).toHaveLength(1);
    });

    test('a payment', async () => {
      const show = await stageShow(api);
      const [buyer, headers] = [await customer(), keyed(randomUUID())];
      const { id } = ok(await buyer.reserve([show.ticketIds[0]]), 201);
      const pay = (token = 'tok_approved') => buyer.pay(id, token, headers);
      const first = await pay();
      ok(first);
      await expectReplay(first, pay);
      refusal(await pay('tok_slow'), 422, 'idempotency_key_reused');
      expect((await buyer.history(id)).filter(({ to }) => to === 'paying')).toHaveLength(1);
    });

    test('a cancellation', async () => {
      const show = await stageShow(api);
      const [buyer, headers] = [await customer(), keyed(randomUUID())];
      const { id } = ok(await buyer.buy([show.ticketIds[0], show.ticketIds[1]]), 201);
      const cancel = (ticket = show.ticketIds[0]) => buyer.cancel(id, [ticket], headers);
      const first = await cancel();
      ok(first);
      ok(await buyer.cancel(id));
      await expectReplay(first, cancel);
      refusal(await cancel(show.ticketIds[1]), 422, 'idempotency_key_reused');
    });
  });

  describe('one Idempotency-Key, sent many times at once, has one effect', () => {
    test('for registrations', async () => {
      const [body, headers] = [newCustomer(), keyed(randomUUID())];
      const made = await atOnce(6, () => post('/v1/customers/register', body, headers));
      expect(new Set(made.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      ok(at(made, 0), 201);
    });

    test('for events and tickets', async () => {
      const [shop, headers] = [await partner(), keyed(randomUUID())];
      const body = newEvent();
      const made = await atOnce(6, () => shop.post<Event>('/v1/partners/events', body, headers));
      const event = ok(at(made, 0), 201);
      expect(new Set(made.map(({ text }) => text)).size).toBe(1);
      expect(await shop.all('/v1/partners/events')).toHaveLength(1);
      const batches = await atOnce(6, () => shop.createTickets(event.id, { price: 1, quantity: 3 }, headers));
      expect(new Set(batches.map(({ text }) => text)).size).toBe(1);
      ok(at(batches, 0), 201);
    });

    test('for purchases, payments and cancellations', async () => {
      const show = await stageShow(api, {});
      const [buyer, headers] = [await customer(), keyed(randomUUID())];
      const only = (answers: Answer<Purchase>[], status: number) => {
        expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
        return ok(at(answers, 0), status);
      };
      const bought = only(await atOnce(8, () => buyer.buy([show.ticketIds[0]], 'tok_approved', headers)), 201);
      const held = ok(await buyer.reserve([show.ticketIds[1]]), 201);
      only(await atOnce(8, () => buyer.pay(held.id, 'tok_approved', headers)), 200);
      only(await atOnce(8, () => buyer.cancel(bought.id, undefined, headers)), 200);
      expect((await buyer.history(held.id)).filter(({ to }) => to === 'paying')).toHaveLength(1);
      expect((await buyer.history(bought.id)).filter(({ to }) => to === 'cancelling')).toHaveLength(1);
    });
  });

  test('a key belongs to one account and one route', async () => {
    const show = await stageShow(api);
    const [one, two, headers] = [await customer(), await customer(), keyed('order-1')];
    const [first, second] = [
      ok(await one.reserve([show.ticketIds[0]], headers), 201),
      ok(await two.reserve([show.ticketIds[1]], headers), 201),
    ];
    expect(first.id).not.toBe(second.id);
    ok(await one.pay(first.id, 'tok_approved', headers));
    ok(await one.cancel(first.id, undefined, headers));
    expect(ok(await one.get<Purchase>(`/v1/purchases/${first.id}`)).status).toBe('cancelled');
  });
}
