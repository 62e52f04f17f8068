import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../../e2e/support/answer.ts';
import type { Problem, Purchase } from '../../e2e/support/resources.ts';
import type { Final, PaymentTry, Placement } from './ledger.ts';
import { mayFailSo, pays } from './tokens.ts';

// What clients may be told for good; outages among them when the purchase was recorded as failed by one.
const REFUSALS: Record<number, readonly string[]> = {
  402: ['payment_declined'],
  409: ['ticket_unavailable', 'event_cancelled', 'hold_released'],
  502: ['payment_error'],
  503: ['interrupted', 'inventory_unavailable'],
  504: ['payment_timeout'],
};
const PAYMENT_REFUSALS: Record<number, readonly string[]> = {
  ...REFUSALS,
  409: ['hold_expired', 'purchase_not_payable', 'event_cancelled', 'hold_released'],
};
const CANCELLATION_REFUSALS: Record<number, readonly string[]> = { 409: ['purchase_not_cancellable'] };

/** Whether an answer settled a command as it should have; else what is wrong with it. */
export type Verdict = { outcome: string; wrong?: string };

const describe = ({ status, body }: Final) => `${status} ${JSON.stringify(body)}`;
const refused = ({ body }: Final) => body as unknown as Problem;
const inOrder = (ids: readonly number[]) => ids.toSorted((a, b) => a - b).join();

/** True for an answer that has the purchase in it. */
export function succeeded({ status }: Final): boolean {
  return status < 300;
}

function refusal(what: string, answer: Final, known: Record<number, readonly string[]>): Verdict {
  const { reason } = refused(answer);
  const outcome = reason ?? String(answer.status);
  return known[answer.status]?.includes(reason) ? { outcome } : { outcome, wrong: `${what} got ${describe(answer)}` };
}

function paid(what: string, purchase: Purchase, token: string | undefined, mayHaveShrunk = false): Verdict {
  const outcome = purchase.status;
  if (purchase.status !== 'paid') return { outcome, wrong: `${what} is ${purchase.status}` };
  const free = purchase.total === 0;
  if (!free && !pays(token)) return { outcome, wrong: `${what} was paid with ${token}` };
  if (!free && purchase.payment?.status !== 'captured') return { outcome, wrong: `${what} is paid without a payment` };
  const unsold = purchase.items.some(({ status }) => status !== 'sold' && !(mayHaveShrunk && status === 'released'));
  return unsold ? { outcome, wrong: `${what} is paid with tickets that are not sold` } : { outcome };
}

/** Judges the answer that settled a placement. */
export function judgePlacement({ ticketIds, token }: Placement, answer: Final): Verdict {
  const what = `a purchase of ${ticketIds} with ${token ?? 'no card'}`;
  if (!succeeded(answer)) {
    if (!mayFailSo(token, refused(answer).reason)) return { outcome: '', wrong: `${what} got ${describe(answer)}` };
    return refusal(what, answer, REFUSALS);
  }
  const { items, status } = answer.body;
  if (inOrder(items.map(({ ticket_id }) => ticket_id)) !== inOrder(ticketIds)) {
    return { outcome: status, wrong: `${what} has other tickets: ${describe(answer)}` };
  }
  if (token === undefined && status === 'reserved') return { outcome: status };
  return paid(what, answer.body, token);
}

/** Judges the answer that settled a payment. */
export function judgePayment({ purchaseId, token }: PaymentTry, answer: Final): Verdict {
  const what = `paying purchase ${purchaseId} with ${token}`;
  // A hold loses tickets when their event is cancelled; the rest can be paid.
  if (succeeded(answer)) return paid(what, answer.body, token, true);
  if (!mayFailSo(token, refused(answer).reason)) return { outcome: '', wrong: `${what} got ${describe(answer)}` };
  return refusal(what, answer, PAYMENT_REFUSALS);
}

/** Judges the answer that settled a cancellation. */
export function judgeCancellation(purchaseId: number, answer: Final): Verdict {
  const what = `cancelling purchase ${purchaseId}`;
  return succeeded(answer) ? { outcome: 'given back' } : refusal(what, answer, CANCELLATION_REFUSALS);
}

/** True when a repeated request got the answer of the first one; only the trace id may differ. */
export function sameAnswer(first: Final, again: Pick<Answer, 'status' | 'body'>): boolean {
  const untraced = (body: object) => ({ ...body, trace_id: undefined });
  return first.status === again.status && isDeepStrictEqual(untraced(first.body), untraced(again.body as object));
}
