import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../../e2e/support/answer.ts';
import { type Customer, card } from '../../e2e/support/customer.ts';
import { keyed } from '../../e2e/support/http.ts';
import type { Random } from '../../e2e/support/random.ts';
import type { Purchase } from '../../e2e/support/resources.ts';
import { judgeCancellation, judgePayment, judgePlacement, sameAnswer, succeeded, type Verdict } from './judge.ts';
import { type Cancellation, finalOf, type Ledger, type PaymentTry, type Placement } from './ledger.ts';
import { type Patience, untilFinal } from './patience.ts';
import { eventIdOf, type SeatPool } from './seats.ts';
import type { Tally } from './tally.ts';
import { pickToken } from './tokens.ts';

/** What all shoppers of a load share. */
export type Market = { ledger: Ledger; seats: SeatPool; outcomes: Tally; patience: Patience };

/** Somebody who goes on errands: each a purchase, what may follow from it, or a look around. */
export type Shopper = { errand(): Promise<void> };

const LONGEST_ABANDONED_MS = 250;
const MOST_PAYMENT_TRIES = 3;

/** Gives a customer errands to run; the same chance gives the same wishes. */
export function createShopper(customer: Customer, name: string, random: Random, market: Market): Shopper {
  const { ledger, seats, outcomes, patience } = market;
  let commands = 0;
  const nextKey = () => `${name}-${++commands}`;
  const once = (inAHundred: number) => random.integer(100) < inAHundred;

  function settle({ outcome, wrong }: Verdict): void {
    if (wrong === undefined) outcomes.add(outcome);
    else patience.illegal(wrong);
  }

  async function place(token: string | undefined): Promise<Placement | undefined> {
    const ticketIds = seats.choose(random);
    if (ticketIds.length === 0) return undefined;
    const key = nextKey();
    const placement: Placement = { customer, key, ticketIds, token, answer: undefined };
    ledger.placements.push(placement);
    const answer = finalOf(await untilFinal(() => send(placement), patience));
    placement.answer = answer;
    if (!succeeded(answer)) seats.giveBack(ticketIds);
    settle(judgePlacement(placement, answer));
    return placement;
  }

  function send({ ticketIds, token, key }: Placement, signal?: AbortSignal): Promise<Answer<Purchase>> {
    const body = { ticket_ids: ticketIds, ...(token === undefined ? {} : { payment: card(token) }) };
    return customer.call('POST', '/v1/purchases', { body, headers: keyed(key), ...(signal ? { signal } : {}) });
  }

  async function pay(purchaseId: number): Promise<boolean> {
    for (let tries = 0; tries < MOST_PAYMENT_TRIES; tries++) {
      const token = tries === 0 ? pickToken(random) : 'tok_approved';
      const payment: PaymentTry = { customer, purchaseId, token, key: nextKey(), answer: undefined };
      ledger.payments.push(payment);
      const answer = await untilFinal(() => customer.pay(purchaseId, token, keyed(payment.key)), patience);
      payment.answer = finalOf(answer);
      settle(judgePayment(payment, payment.answer));
      if (answer.status === 200) return true;
      if (answer.status === 409) return false;
    }
    return false;
  }

  async function cancel({ id, items }: Purchase): Promise<void> {
    const all = items.map(({ ticket_id }) => ticket_id);
    const ticketIds = once(50) ? all : random.sample(all, 1 + random.integer(all.length));
    const cancellation: Cancellation = { customer, purchaseId: id, ticketIds, key: nextKey(), answer: undefined };
    ledger.cancellations.push(cancellation);
    const named = ticketIds === all ? undefined : ticketIds;
    const answer = await untilFinal(() => customer.cancel(id, named, keyed(cancellation.key)), patience);
    cancellation.answer = finalOf(answer);
    settle(judgeCancellation(id, cancellation.answer));
    if (succeeded(cancellation.answer)) seats.giveBack(ticketIds);
  }

  const purchaseOf = (placement: Placement | undefined) =>
    placement?.answer && succeeded(placement.answer) ? placement.answer.body : undefined;

  async function buy(): Promise<void> {
    const purchase = purchaseOf(await place(pickToken(random)));
    if (!purchase) return;
    if (once(10)) await lookAt(purchase);
    if (once(12)) await cancel(purchase);
  }

  async function reserve(): Promise<void> {
    const held = purchaseOf(await place(undefined));
    if (held?.status !== 'reserved') return;
    const dice = random.integer(100);
    // Some never come back: their time runs out.
    if (dice < 12) seats.giveBack(held.items.map(({ ticket_id }) => ticket_id));
    else if (dice < 24) await cancel(held);
    else if ((await pay(held.id)) && once(12)) await cancel(held);
  }

  /** Goes away before the answer is there. */
  async function abandon(): Promise<void> {
    const ticketIds = seats.choose(random);
    if (ticketIds.length === 0) return;
    const placement: Placement = { customer, key: nextKey(), ticketIds, token: 'tok_approved', answer: undefined };
    ledger.placements.push(placement);
    await send(placement, AbortSignal.timeout(1 + random.integer(LONGEST_ABANDONED_MS))).catch(() => undefined);
    outcomes.add('abandoned');
  }

  /** What was acknowledged can be read at once, as it was told. */
  async function lookAt(purchase: Purchase): Promise<void> {
    const { status, body } = await untilFinal(() => customer.get<Purchase>(`/v1/purchases/${purchase.id}`), patience);
    const refunded = ['cancelling', 'cancelled'].includes(body?.status) || body?.reason === 'event_cancelled';
    if (status === 200 && (refunded || isDeepStrictEqual(body, purchase))) return;
    patience.illegal(
      `purchase ${purchase.id} was told as ${JSON.stringify(purchase)}, and read as ${status} ${JSON.stringify(body)}`,
    );
  }

  /** Sends an earlier purchase once more: the answer is the same. */
  async function repeat(): Promise<void> {
    const own = ledger.placements.filter((placement) => placement.customer === customer && placement.answer).slice(-20);
    const [placement] = random.sample(own, 1);
    if (!placement?.answer) return;
    const again = await untilFinal(() => send(placement), patience);
    outcomes.add('repeated');
    if (sameAnswer(placement.answer, again)) return;
    patience.illegal(
      `key ${placement.key} got ${JSON.stringify(placement.answer)}, and again ${again.status} ${again.text}`,
    );
  }

  async function browse(): Promise<void> {
    const [ticketId] = seats.choose(random);
    if (ticketId === undefined) return;
    const path = `/v1/events/${eventIdOf(ticketId)}`;
    for (const read of [path, `${path}/seatmap`, `${path}/tickets/${ticketId}`, '/v1/events?limit=10']) {
      const { status, text } = await untilFinal(() => customer.get(read), patience);
      if (status !== 200 && status !== 404) patience.illegal(`${read} answered ${status}: ${text}`);
    }
    outcomes.add('browsed');
  }

  return {
    async errand() {
      const dice = random.integer(100);
      if (dice < 76) await buy();
      else if (dice < 91) await reserve();
      else if (dice < 94) await abandon();
      else if (dice < 97) await repeat();
      else await browse();
    },
  };
}
