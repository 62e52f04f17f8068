import { describe, expect, test } from '@jest/globals';
import { etagOf, ok, refusal } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import { ahead, newEvent } from '../support/partner.ts';
import { present } from '../support/present.ts';
import type { Event, Page } from '../support/resources.ts';
import { expectShape, expectShapes } from '../support/shapes.ts';
import { publicEvent, stageShow } from '../support/show.ts';
import { soon } from '../support/soon.ts';

const HOUR_MS = 3_600_000;

/** Events of partners, and how everyone reads them. */
export function events(api: Api): void {
  const { get, partner } = api;
  const listed = async (event: Event) =>
    (await api.all<Event>(`/v1/events?q=${encodeURIComponent(event.name)}`)).some(({ id }) => id === event.id);

  describe('an event', () => {
    test('is published at once unless a draft is asked', async () => {
      const shop = await partner();
      const answer = await shop.post<Event>('/v1/partners/events', newEvent({ name: 'Aurora' }));
      const event = ok(answer, 201);
      expectShape('event', event);
      expect(event).toMatchObject({
        ...newEvent({ name: 'Aurora', date: event.date }),
        partner_id: shop.account.id,
        status: 'published',
        currency: 'BRL',
        sales_start: null,
        sales_end: null,
        availability: { total: 0, available: 0, held: 0, sold: 0 },
        price_range: null,
      });
      expect(answer.headers.get('etag')).toBeTruthy();
      await soon(async () => expect(await publicEvent(api, event)).toEqual(event));
      expect(await listed(event)).toBe(true);
    });

    test('that is a draft is seen by its owner alone until it is published', async () => {
      const show = await stageShow(api, { partner: await partner(), name: 'Boreal', status: 'draft' });
      const { event, ticketIds, partner: owner } = show;
      const ways = ['', '/tickets', `/tickets/${ticketIds[0]}`, '/seatmap'];
      for (const way of ways) refusal(await get(`/v1/events/${event.id}${way}`), 404, 'event_not_found');
      expect(await listed(event)).toBe(false);
      const { data } = ok(await owner.get<Page<Event>>('/v1/partners/events'));
      expect(data.map(({ id, status }) => [id, status])).toEqual([[event.id, 'draft']]);

      expect(ok(await owner.change(event, { status: 'published' })).status).toBe('published');
      await soon(async () => {
        for (const way of ways) ok(await get(`/v1/events/${event.id}${way}`));
        expect(await listed(event)).toBe(true);
      });
    });

    test('tells what is left and what it costs', async () => {
      const { event, partner: owner, ticketIds } = await stageShow(api, { price: 4000 });
      await owner.seats(event, 6, 9000, { prefix: 'V', section: 'VIP' });
      const buyer = await api.customer();
      ok(await buyer.buy([ticketIds[0]]), 201);
      ok(await buyer.reserve([ticketIds[1]]), 201);
      await soon(async () => {
        const seen = await publicEvent(api, event);
        expect(seen.availability).toEqual({ total: 12, available: 10, held: 1, sold: 1 });
        expect(seen.price_range).toEqual({ min: 4000, max: 9000 });
        expectShape('availability', seen.availability);
        expectShape('priceRange', present(seen.price_range));
      });
    });

    test('is changed by its owner, field by field', async () => {
      const owner = await partner();
      const event = await owner.event({ sales_start: ahead(HOUR_MS), sales_end: ahead(2 * HOUR_MS) });
      const fields = { description: 'Louder', location: 'Hall Two', sales_start: null };
      const changed = ok(await owner.change(event, fields));
      expect(changed).toEqual({ ...event, ...fields, updated_at: changed.updated_at });
      expect(Date.parse(changed.updated_at)).toBeGreaterThan(Date.parse(event.updated_at));
      expect(ok(await owner.get(`/v1/partners/events/${event.id}`))).toEqual(changed);
    });

    test('is not changed by somebody who has not seen its last change', async () => {
      const owner = await partner();
      const event = await owner.event();
      const read = await owner.get(`/v1/partners/events/${event.id}`);
      const seen = { 'if-match': etagOf(read) };
      const changes = await Promise.all(['Une', 'Deux', 'Trois'].map((name) => owner.change(event, { name }, seen)));
      expect(changes.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
      for (const change of changes.filter(({ status }) => status === 412)) refusal(change, 412, 'event_changed');
      const won = present(changes.find(({ status }) => status === 200));
      expect(ok(await owner.get(`/v1/partners/events/${event.id}`))).toEqual(won.body);
      ok(await owner.change(event, { name: 'Quatre' }, { 'if-match': etagOf(won) }));
    });

    test('keeps its currency once it has tickets', async () => {
      const { event, partner: owner } = await stageShow(api);
      refusal(await owner.change(event, { currency: 'USD' }), 409, 'currency_fixed');
    });
  });

  describe('a public read', () => {
    test('carries a tag, and answers 304 while nothing has changed', async () => {
      const { event, partner: owner } = await stageShow(api);
      for (const path of [
        `/v1/events/${event.id}`,
        `/v1/events/${event.id}/tickets`,
        `/v1/events/${event.id}/seatmap`,
      ]) {
        await soon(async () => {
          const first = await get(path);
          const tag = etagOf(first);
          expect(first.headers.get('cache-control')).toMatch(/max-age/);
          const again = await get(path, { 'if-none-match': tag });
          expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', tag]);
        });
      }
      const tag = etagOf(await get(`/v1/events/${event.id}`));
      ok(await owner.change(event, { name: 'Another' }));
      await soon(async () => {
        const changed = await get<Event>(`/v1/events/${event.id}`, { 'if-none-match': tag });
        expect(ok(changed).name).toBe('Another');
      });
    });

    test('of a list has events with the same fields as one', async () => {
      expectShapes('event', ok(await get<Page<Event>>('/v1/events')).data);
    });
  });
}
