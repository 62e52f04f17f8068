import { ok } from '../e2e/support/answer.ts';
import { type Customer, card } from '../e2e/support/customer.ts';
import { createSender, keyed } from '../e2e/support/http.ts';
import type { Random } from '../e2e/support/random.ts';
import type { Page, Purchase, Tokens } from '../e2e/support/resources.ts';
import { judgeCancellation, judgePayment, judgePlacement, succeeded, type Verdict } from './load/judge.ts';
import { type Cancellation, finalOf, type PaymentTry, type Placement } from './load/ledger.ts';
import { untilFinal } from './load/patience.ts';
import { eventIdOf } from './load/seats.ts';
import type { Market } from './load/shopper.ts';

/** Somebody who buys, gives back, looks around and logs in. */
export type Visitor = { visit(): Promise<void> };

// Without cards whose payment ends as an outage (502, 504) by their own nature.
const TOKENS = [...Array<string>(14).fill('tok_approved'), 'tok_slow', 'tok_slow', 'tok_declined'] as const;

/** Gives a customer things to do; the same chance gives the same wishes. */
export function createVisitor(customer: Customer, url: () => string, random: Random, market: Market): Visitor {
  const { ledger, seats, outcomes, patience } = market;
  const stranger = createSender(url);
  let commands = 0;
  const nextKey = () => `${customer.account.id}-${++commands}`;

  function settle({ outcome, wrong }: Verdict): void {
    if (wrong === undefined) outcomes.add(outcome);
    else patience.illegal(wrong);
  }

  async function place(token: string | undefined): Promise<Purchase | undefined> {
    const ticketIds = seats.choose(random);
    if (ticketIds.length === 0) return undefined;
    const placement: Placement = { customer, key: nextKey(), ticketIds, token, answer: undefined };
    ledger.placements.push(placement);
    const body = { ticket_ids: ticketIds, ...(token === undefined ? {} : { payment: card(token) }) };
    const post = () => customer.post<Purchase>('/v1/purchases', body, keyed(placement.key));
    placement.answer = finalOf(await untilFinal(post, patience));
    settle(judgePlacement(placement, placement.answer));
    if (succeeded(placement.answer)) return placement.answer.body;
    seats.giveBack(ticketIds);
    return undefined;
  }

  async function pay(purchaseId: number): Promise<void> {
    const token = random.pick(TOKENS);
    const payment: PaymentTry = { customer, purchaseId, token, key: nextKey(), answer: undefined };
    ledger.payments.push(payment);
    payment.answer = finalOf(await untilFinal(() => customer.pay(purchaseId, token, keyed(payment.key)), patience));
    settle(judgePayment(payment, payment.answer));
  }

  async function cancel({ id, items }: Purchase): Promise<void> {
    const ids = items.map(({ ticket_id }) => ticket_id);
    const ticketIds = random.sample(ids, 1 + random.integer(ids.length));
    const cancellation: Cancellation = { customer, purchaseId: id, ticketIds, key: nextKey(), answer: undefined };
    ledger.cancellations.push(cancellation);
    const send = () => customer.cancel(id, ticketIds, keyed(cancellation.key));
    cancellation.answer = finalOf(await untilFinal(send, patience));
    settle(judgeCancellation(id, cancellation.answer));
    if (succeeded(cancellation.answer)) seats.giveBack(ticketIds);
  }

  async function buy(): Promise<void> {
    const purchase = await place(random.pick(TOKENS));
    if (purchase && random.integer(6) === 0) await cancel(purchase);
  }

  async function reserve(): Promise<void> {
    const held = await place(undefined);
    if (held?.status !== 'reserved') return;
    const dice = random.integer(10);
    if (dice < 7) await pay(held.id);
    else if (dice < 9) await cancel(held);
    else seats.giveBack(held.items.map(({ ticket_id }) => ticket_id));
  }

  async function read(path: string): Promise<void> {
    const { status, text } = await untilFinal(() => customer.get(path), patience);
    if (status !== 200) patience.illegal(`${path} answered ${status}: ${text}`);
  }

  async function browse(): Promise<void> {
    const [ticketId] = seats.choose(random);
    if (ticketId === undefined) return;
    const event = `/v1/events/${eventIdOf(ticketId)}`;
    for (const path of ['/v1/events?limit=10', event, `${event}/seatmap`, `${event}/tickets/${ticketId}`]) {
      await read(path);
    }
    await read('/v1/purchases?limit=5');
    outcomes.add('browsed');
  }

  async function logIn(): Promise<void> {
    const { email, password } = customer;
    const answer = await untilFinal(() => stranger.post<Tokens>('/v1/auth/login', { email, password }), patience);
    const { access_token, refresh_token } = ok(answer);
    const headers = { authorization: `Bearer ${access_token}` };
    ok(await untilFinal(() => stranger.get<Page<Purchase>>('/v1/me', headers), patience));
    ok(await untilFinal(() => stranger.post<Tokens>('/v1/auth/refresh', { refresh_token }), patience));
    outcomes.add('logged in');
  }

  return {
    async visit() {
      const dice = random.integer(100);
      if (dice < 55) await buy();
      else if (dice < 70) await reserve();
      else if (dice < 94) await browse();
      else await logIn();
    },
  };
}
