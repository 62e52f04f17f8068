import { describe, expect, test } from '@jest/globals';
import { type Answer, ok, refusal } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import type { Customer } from '../support/customer.ts';
import { ahead, type Seats } from '../support/partner.ts';
import { at } from '../support/present.ts';
import { expectShape } from '../support/shapes.ts';
import { stageShow, ticketStatus } from '../support/show.ts';
import { soon } from '../support/soon.ts';

const HOUR_MS = 3_600_000;

/** Expects a purchase that was refused to be recorded as failed of that reason, and answers the refusal. */
async function recorded(buyer: Customer, answer: Answer, status: number, reason: string) {
  const problem = refusal(answer, status, reason);
  const purchase = await buyer.purchase(problem.purchase_id);
  expectShape('purchase', purchase);
  expect(purchase).toMatchObject({ status: 'failed', reason, expires_at: null });
  expect((await buyer.history(purchase.id)).at(-1)).toMatchObject({ to: 'failed', reason });
  return problem;
}

/** Purchases that fail, each for its reason. */
export function failures(api: Api): void {
  const { customer } = api;

  describe('a purchase that fails is recorded, and says why:', () => {
    test('tickets that are sold or held, each told', async () => {
      const show = await stageShow(api);
      const [first, late] = await Promise.all([customer(), customer()]);
      const [sold, held, free] = show.ticketIds;
      ok(await first.buy([sold]), 201);
      ok(await first.reserve([held]), 201);
      const { tickets } = await recorded(late, await late.buy([free, held, sold]), 409, 'ticket_unavailable');
      expect(tickets.toSorted((a, b) => a.ticket_id - b.ticket_id)).toEqual([
        { ticket_id: sold, reason: 'sold' },
        { ticket_id: held, reason: 'held' },
      ]);
      expect(await ticketStatus(api, show, free)).toBe('available');
      ok(await late.buy([free]), 201);
    });

    test('tickets that do not exist, beside some that do', async () => {
      const show = await stageShow(api);
      const buyer = await customer();
      const missing = [at(show.ticketIds, -1) + 1, 8_999_999_000_001];
      const answer = await buyer.buy([show.ticketIds[0], ...missing]);
      const { tickets } = await recorded(buyer, answer, 404, 'ticket_not_found');
      expect(tickets).toEqual(missing.map((id) => ({ ticket_id: id, reason: 'not_found' })));
      await soon(async () => expect(await ticketStatus(api, show, show.ticketIds[0])).toBe('available'));
    });

    test('tickets in two currencies', async () => {
      const [real, dollar] = [await stageShow(api), await stageShow(api, { currency: 'USD' })];
      const buyer = await customer();
      refusal(await buyer.buy([real.ticketIds[0], dollar.ticketIds[0]]), 400, 'mixed_currencies');
      ok(await buyer.buy([real.ticketIds[0]]), 201);
      ok(await buyer.buy([dollar.ticketIds[0]]), 201);
    });

    test('an event that is not on sale yet; when it is, it sells at once', async () => {
      const { partner, event, ticketIds } = await stageShow(api, { sales_start: ahead(HOUR_MS) });
      const buyer = await customer();
      await recorded(buyer, await buyer.buy([ticketIds[0]]), 409, 'event_not_on_sale');
      ok(await partner.change(event, { sales_start: null }));
      expect(ok(await buyer.buy([ticketIds[0]]), 201).status).toBe('paid');
      ok(await partner.change(event, { sales_start: ahead(HOUR_MS) }));
      await recorded(buyer, await buyer.buy([ticketIds[1]]), 409, 'event_not_on_sale');
    });

    test('an event that is not on sale any more', async () => {
      const { ticketIds } = await stageShow(api, {
        sales_start: '2020-01-01T00:00:00Z',
        sales_end: '2020-01-02T00:00:00Z',
      });
      const buyer = await customer();
      await recorded(buyer, await buyer.buy([ticketIds[0]]), 409, 'event_not_on_sale');
    });

    test('a draft, of which nothing is told to who guesses its tickets', async () => {
      const { ticketIds } = await stageShow(api, { status: 'draft', name: 'Surprise', price: 123_321 });
      const buyer = await customer();
      const answer = await buyer.buy([ticketIds[0]]);
      expect([404, 409]).toContain(answer.status);
      const seen = JSON.stringify([answer.body, await buyer.purchases()]);
      expect(seen).not.toMatch(/Surprise|123321/);
    });

    test('an event that is cancelled', async () => {
      const { partner, event, ticketIds } = await stageShow(api);
      const buyer = await customer();
      ok(await partner.post(`/v1/partners/events/${event.id}/cancel`, { reason: 'rain' }), 202);
      await recorded(buyer, await buyer.buy([ticketIds[0]]), 409, 'event_cancelled');
    });

    test.each([
      ['tok_declined', 'card_declined'],
      ['tok_insufficient_funds', 'insufficient_funds'],
    ])('a card that is declined (%s); the tickets are back within a second', async (token, code) => {
      const show = await stageShow(api);
      const [buyer, next] = await Promise.all([customer(), customer()]);
      const answer = await buyer.buy([show.ticketIds[0], show.ticketIds[1]], token);
      const problem = await recorded(buyer, answer, 402, 'payment_declined');
      expect(problem.decline_code).toBe(code);
      const { items, payment } = await buyer.purchase(problem.purchase_id);
      expect(items.map(({ status }) => status)).toEqual(['released', 'released']);
      expect(payment).toMatchObject({ method: 'card', status: 'declined' });
      await soon(async () => ok(await next.buy([show.ticketIds[0], show.ticketIds[1]]), 201));
    });

    test('a payment provider that fails; nothing is taken', async () => {
      const show = await stageShow(api);
      const [buyer, next] = await Promise.all([customer(), customer()]);
      const { purchase_id: id } = await recorded(
        buyer,
        await buyer.buy([show.ticketIds[0]], 'tok_error'),
        502,
        'payment_error',
      );
      expect((await buyer.purchase(id)).payment?.status).toBe('failed');
      await soon(async () => ok(await next.buy([show.ticketIds[0]]), 201));
    });
  });

  test.each([
    ['no ticket', () => []],
    ['the same ticket twice', ([one, two]: Seats) => [one, two, one]],
    ['more than twenty tickets', (ids: Seats) => ids],
  ])('a purchase of %s is none', async (_what, choose) => {
    const show = await stageShow(api, { seats: 21 });
    const buyer = await customer();
    const { errors } = refusal(await buyer.buy(choose(show.ticketIds)), 400, 'validation_failed');
    expect(errors.map(({ field }) => field)).toEqual(['ticket_ids']);
    expect(await buyer.purchases()).toEqual([]);
  });
}
