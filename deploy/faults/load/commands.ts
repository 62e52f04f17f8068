import type { Answer } from '../../e2e/support/answer.ts';
import { type Customer, card } from '../../e2e/support/customer.ts';
import { keyed } from '../../e2e/support/http.ts';
import type { Purchase } from '../../e2e/support/resources.ts';
import { judgeCancellation, judgePayment, judgePlacement, sameAnswer, succeeded, type Verdict } from './judge.ts';
import { type Cancellation, finalOf, type Ledger, type PaymentTry, type Placement } from './ledger.ts';
import { type Patience, untilFinal } from './patience.ts';
import type { SeatPool } from './seats.ts';
import type { Tally } from './tally.ts';

/** What all customers of a load share. */
export type Market = { ledger: Ledger; seats: SeatPool; outcomes: Tally; patience: Patience };

/** The commands of one customer: each is entered into the ledger, repeated until it is settled, and judged. */
export type Commands = {
  /** Buys with a card or, without one, only holds. Answers the purchase; undefined when there is none. */
  place(ticketIds: number[], token: string | undefined): Promise<Purchase | undefined>;
  /** Buys, but goes away if no answer comes in time. */
  placeAndLeave(ticketIds: number[], afterMs: number): Promise<void>;
  /** Sends an earlier purchase once more and expects the same answer. */
  placeAgain(placement: Placement): Promise<void>;
  /** Pays a held purchase. Answers the status. */
  pay(purchaseId: number, token: string): Promise<number>;
  /** Gives tickets of a purchase back; without their ids all. */
  cancel(purchase: Purchase, ticketIds?: number[]): Promise<void>;
};

/** Lets a customer command; `name` begins each idempotency key. */
export function createCommands(customer: Customer, name: string, market: Market): Commands {
  const { ledger, seats, outcomes, patience } = market;
  let count = 0;
  const next = () => ({ customer, key: `${name}-${++count}`, answer: undefined });

  function settle({ outcome, wrong }: Verdict): void {
    if (wrong === undefined) outcomes.add(outcome);
    else patience.illegal(wrong);
  }

  function send({ ticketIds, token, key }: Placement, signal?: AbortSignal): Promise<Answer<Purchase>> {
    const body = { ticket_ids: ticketIds, ...(token === undefined ? {} : { payment: card(token) }) };
    return customer.call('POST', '/v1/purchases', { body, headers: keyed(key), ...(signal ? { signal } : {}) });
  }

  return {
    async place(ticketIds, token) {
      const placement: Placement = { ...next(), ticketIds, token };
      ledger.placements.push(placement);
      const answer = finalOf(await untilFinal(() => send(placement), patience));
      placement.answer = answer;
      settle(judgePlacement(placement, answer));
      if (succeeded(answer)) return answer.body;
      seats.giveBack(ticketIds);
      return undefined;
    },
    async placeAndLeave(ticketIds, afterMs) {
      const placement: Placement = { ...next(), ticketIds, token: 'tok_approved' };
      ledger.placements.push(placement);
      await send(placement, AbortSignal.timeout(afterMs)).catch(() => undefined);
      outcomes.add('abandoned');
    },
    async placeAgain(placement) {
      const again = await untilFinal(() => send(placement), patience);
      outcomes.add('repeated');
      if (placement.answer && sameAnswer(placement.answer, again)) return;
      const first = JSON.stringify(placement.answer);
      patience.illegal(`key ${placement.key} got ${first}, and again ${again.status} ${again.text}`);
    },
    async pay(purchaseId, token) {
      const payment: PaymentTry = { ...next(), purchaseId, token };
      ledger.payments.push(payment);
      const answer = await untilFinal(() => customer.pay(purchaseId, token, keyed(payment.key)), patience);
      payment.answer = finalOf(answer);
      settle(judgePayment(payment, payment.answer));
      return answer.status;
    },
    async cancel({ id, items }, named) {
      const ticketIds = named ?? items.map(({ ticket_id }) => ticket_id);
      const cancellation: Cancellation = { ...next(), purchaseId: id, ticketIds };
      ledger.cancellations.push(cancellation);
      const answer = await untilFinal(() => customer.cancel(id, named, keyed(cancellation.key)), patience);
      cancellation.answer = finalOf(answer);
      settle(judgeCancellation(id, cancellation.answer));
      if (succeeded(cancellation.answer)) seats.giveBack(ticketIds);
    },
  };
}
