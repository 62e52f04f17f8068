import { secondsAfter } from '@boxoffice/kernel';
import {
  type Advance,
  type Effect,
  type HistoryStep,
  type Outcome,
  type PurchaseFact,
  type SagaSettings,
  SYSTEM,
} from './outcomes.ts';
import {
  type Payment,
  type Purchase,
  type PurchaseItem,
  type PurchaseStatus,
  priceOf,
  standingItems,
} from './purchase.ts';

type Move = { to: PurchaseStatus; reason?: string | null; actor?: string };

/** Moves a purchase through statuses, with a step of history for each. */
export function move(purchase: Purchase, now: Date, moves: Move[], changes: Partial<Purchase> = {}) {
  const history: HistoryStep[] = [];
  let status = purchase.status;
  let reason: string | null = purchase.reason;
  for (const { to, reason: why = null, actor = SYSTEM } of moves) {
    history.push({ from: status, to, reason: why, actor });
    status = to;
    reason = why;
  }
  const version = purchase.version + moves.length;
  return { purchase: { ...purchase, ...changes, status, reason, version, updatedAt: now }, history };
}

/** Leaves a purchase where it stands. */
export function stay(purchase: Purchase, effect: Effect | null): Advance {
  return { purchase, history: [], facts: [], effect };
}

function newPayment(purchase: Purchase, method: string, items: PurchaseItem[], now: Date): Payment {
  const attempt = (purchase.payment?.attempt ?? 0) + 1;
  const amount = priceOf(items);
  return {
    attempt,
    method,
    amount,
    status: 'processing',
    reference: null,
    declineCode: null,
    startedAt: now,
  };
}

/** Inventory holds the tickets: the purchase is reserved, and on its way to be paid if it brought its payment. */
export function held(
  purchase: Purchase,
  outcome: Extract<Outcome, { type: 'held' }>,
  now: Date,
  settings: SagaSettings,
): Advance {
  const { generation, items, currency, method } = outcome;
  const known = { generation, items, currency };
  const customer = `customer:${purchase.customerId}`;
  const free = priceOf(items) === 0;
  if (free) {
    const changes = { ...known, payAtOnce: true };
    return {
      ...move(purchase, now, [{ to: 'reserved' }, { to: 'paying', reason: 'free' }], changes),
      facts: [],
      effect: 'confirm',
    };
  }
  if (method === null) {
    const expiresAt = secondsAfter(now, settings.holdSeconds);
    return { ...move(purchase, now, [{ to: 'reserved' }], { ...known, expiresAt }), facts: ['reserved'], effect: null };
  }
  const payment = newPayment(purchase, method, items, now);
  const moves: Move[] = [{ to: 'reserved' }, { to: 'paying', actor: customer }];
  return { ...move(purchase, now, moves, { ...known, payment }), facts: [], effect: 'charge' };
}

/** A reserved purchase is to be paid. */
export function pay(purchase: Purchase, { method, actor }: Extract<Outcome, { type: 'pay' }>, now: Date): Advance {
  const standing = standingItems(purchase);
  // Those with a price may have been given back since.
  if (priceOf(standing) === 0) {
    const moved = move(purchase, now, [{ to: 'paying', reason: 'free', actor }], { payment: null });
    return { ...moved, facts: [], effect: 'confirm' };
  }
  const payment = newPayment(purchase, method, standing, now);
  return { ...move(purchase, now, [{ to: 'paying', actor }], { payment }), facts: [], effect: 'charge' };
}

/** A purchase ends without tickets. */
export function end(
  purchase: Purchase,
  now: Date,
  to: 'failed' | 'expired',
  reason: string,
  changes: Partial<Purchase>,
): Advance {
  const items = changes.items ?? purchase.items;
  const gone = { ...changes, releasedTicketIds: items.map(({ ticketId }) => ticketId), expiresAt: null };
  return { ...move(purchase, now, [{ to, reason }], gone), facts: [to], effect: null };
}

/** A payment took nothing: the hold stays as it was, unless the payment came with the purchase. */
export function unpaid(purchase: Purchase, now: Date, reason: string, changes: Partial<Payment>): Advance {
  const payment = purchase.payment && { ...purchase.payment, ...changes };
  if (purchase.payAtOnce) return end(purchase, now, 'failed', reason, { payment });
  return { ...move(purchase, now, [{ to: 'reserved', reason }], { payment }), facts: [], effect: null };
}

/** Money is to go back for some tickets. */
export function startRefund(
  purchase: Purchase,
  now: Date,
  ticketIds: number[],
  reason: string,
  actor: string,
  paid: Partial<Purchase> = {},
): Advance {
  const items = purchase.items.filter(({ ticketId }) => ticketIds.includes(ticketId));
  const number = purchase.refunds + 1;
  const refund = { number, ticketIds, amount: priceOf(items), reason };
  const changes = { ...paid, refund, refunds: number };
  return { ...move(purchase, now, [{ to: 'cancelling', reason, actor }], changes), facts: [], effect: 'refund' };
}

// The last tickets to go may be free: all the money went back before.
function refundedWhole(payment: Payment | null): Payment | null {
  return payment?.status === 'partially_refunded' ? { ...payment, status: 'refunded' } : payment;
}

function giveBack(
  purchase: Purchase,
  now: Date,
  ticketIds: number[],
  reason: string,
  actor: string,
  changes: Partial<Purchase> = {},
): Advance {
  const sold = purchase.paidAt !== null;
  const after: Purchase = {
    ...purchase,
    ...changes,
    ...(sold
      ? { cancelledTicketIds: [...purchase.cancelledTicketIds, ...ticketIds] }
      : { releasedTicketIds: [...purchase.releasedTicketIds, ...ticketIds] }),
  };
  const facts: PurchaseFact[] = [{ cancelled: ticketIds, reason }];
  if (standingItems(after).length === 0) {
    const ended = { ...after, payment: refundedWhole(after.payment), expiresAt: null };
    return { ...move(purchase, now, [{ to: 'cancelled', reason, actor }], ended), facts, effect: null };
  }
  const moved = move(purchase, now, [{ to: sold ? 'paid' : 'reserved', reason, actor }], after);
  // A purchase that keeps tickets stands as it did: the reason is the step's, not the purchase's.
  return { ...moved, purchase: { ...moved.purchase, reason: null }, facts, effect: null };
}

/** The money has gone back. */
export function refunded(purchase: Purchase, now: Date): Advance {
  const { refund, payment } = purchase;
  if (!refund) return stay(purchase, null);
  const all = standingItems(purchase).every(({ ticketId }) => refund.ticketIds.includes(ticketId));
  const status = all ? ('refunded' as const) : ('partially_refunded' as const);
  const changes = { refund: null, payment: payment && { ...payment, status } };
  return giveBack(purchase, now, refund.ticketIds, refund.reason, SYSTEM, changes);
}

/** Some tickets are to be cancelled. */
export function cancel(purchase: Purchase, outcome: Extract<Outcome, { type: 'cancel' }>, now: Date): Advance {
  const { reason, actor } = outcome;
  const standing = standingItems(purchase).filter(({ ticketId }) => outcome.ticketIds.includes(ticketId));
  const ticketIds = standing.map(({ ticketId }) => ticketId);
  if (ticketIds.length === 0) return stay(purchase, null);
  if (purchase.status === 'paid' && priceOf(standing) > 0) return startRefund(purchase, now, ticketIds, reason, actor);
  return giveBack(purchase, now, ticketIds, reason, actor);
}
