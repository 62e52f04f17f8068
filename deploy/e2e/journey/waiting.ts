import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, ok, refusal } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import type { Customer } from '../support/customer.ts';
import { ahead } from '../support/partner.ts';
import { at, present } from '../support/present.ts';
import type { Purchase } from '../support/resources.ts';
import { type Show, stageShow, ticketStatus } from '../support/show.ts';
import { soon } from '../support/soon.ts';

/** How the platform under test waits for payments: longer than `tok_slow` takes. */
export const PAYMENT_TIMEOUT_MS = 3000;
/** How long it asks what became of one. */
export const PAYMENT_RESOLVE_SECONDS = 4;

const TOKENS = ['tok_slow', 'tok_lost_response', 'tok_timeout'];
// Time enough to buy a ticket before.
const BEGINS_MS = 3000;
const SLACK_MS = 5000;

/** What takes seconds: all of it is started together, and each test waits for its own. */
export function waiting(api: Api): void {
  describe('what takes its time:', () => {
    let show: Show;
    let buyer: Customer;
    let held: Purchase;
    let begun: Show;
    let seen: Purchase;
    const payments = new Map<string, Promise<Answer<Purchase>>>();
    const ticketOf = (token: string) => at(show.ticketIds, 1 + TOKENS.indexOf(token));

    beforeAll(async () => {
      show = await stageShow(api, { price: 700 });
      buyer = await api.customer();
      held = ok(await buyer.reserve([show.ticketIds[0]]), 201);
      begun = await stageShow(api, { date: ahead(BEGINS_MS) });
      seen = ok(await buyer.buy([begun.ticketIds[0]]), 201);
      for (const token of TOKENS) payments.set(token, buyer.buy([ticketOf(token)], token));
    });

    test('an event that has begun is neither cancelled by its customers nor sold', async () => {
      await sleep(Date.parse(begun.event.date) - Date.now() + 50);
      const { tickets } = refusal(await buyer.cancel(seen.id), 409, 'event_started');
      expect(tickets).toEqual([{ ticket_id: begun.ticketIds[0], reason: 'event_started' }]);
      refusal(await buyer.buy([begun.ticketIds[1]]), 409, 'event_not_on_sale');
      expect(await buyer.purchase(seen.id)).toMatchObject({ status: 'paid', payment: { status: 'captured' } });
    });

    test('a slow payment is waited for', async () => {
      expect(ok(await present(payments.get('tok_slow')), 201)).toMatchObject({
        status: 'paid',
        payment: { status: 'captured' },
      });
    });

    test('a payment whose answer is lost ends paid, once', async () => {
      const answer = await present(payments.get('tok_lost_response'));
      if (answer.status !== 201) refusal(answer, 504, 'payment_timeout');
      await soon(async () => {
        const mine = (await buyer.purchases('paid')).filter(({ items }) =>
          items.some(({ ticket_id }) => ticket_id === ticketOf('tok_lost_response')),
        );
        expect(mine).toMatchObject([{ total: 700, payment: { status: 'captured' } }]);
        expect(at(mine, 0).payment?.provider_reference).toBeTruthy();
        expect((await buyer.history(at(mine, 0).id)).filter(({ to }) => to === 'paying')).toHaveLength(1);
      }, SLACK_MS);
      const sales = await show.partner.sales(`?event_id=${show.event.id}`);
      expect(sales.filter(({ ticket_id }) => ticket_id === ticketOf('tok_lost_response'))).toHaveLength(1);
    });

    test('a payment that never gets an answer is being resolved, and fails in the end', async () => {
      const { purchase_id: id } = refusal(await present(payments.get('tok_timeout')), 504, 'payment_timeout');
      await soon(
        async () => {
          expect(await buyer.purchase(id)).toMatchObject({
            status: 'failed',
            reason: 'payment_timeout',
            payment: { status: 'failed' },
          });
        },
        PAYMENT_RESOLVE_SECONDS * 1000 + SLACK_MS,
      );
      await soon(async () => expect(await ticketStatus(api, show, ticketOf('tok_timeout'))).toBe('available'));
    });

    test('a hold that nobody pays expires, and its tickets are free', async () => {
      await sleep(Date.parse(present(held.expires_at)) - Date.now());
      refusal(await buyer.pay(held.id), 409, 'hold_expired');
      await soon(async () => {
        const expired = await buyer.purchase(held.id);
        expect(expired).toMatchObject({ status: 'expired', reason: 'hold_expired', payment: null, expires_at: null });
        expect(expired.items.map(({ status }) => status)).toEqual(['released']);
        expect(await ticketStatus(api, show, show.ticketIds[0])).toBe('available');
      });
      refusal(await buyer.pay(held.id), 409, 'hold_expired');
      ok(await (await api.customer()).buy([show.ticketIds[0]]), 201);
    });
  });
}
