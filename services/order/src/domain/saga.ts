import { type DomainError, secondsAfter } from '@boxoffice/kernel';
import {
  type Payment,
  type Purchase,
  type PurchaseItem,
  type PurchaseStatus,
  priceOf,
  standingItems,
} from './purchase.ts';

/** What happened to a purchase. */
export type Outcome =
  /** It was recorded a moment ago. */
  | { type: 'recorded' }
  /** Inventory holds its tickets. `method` is how it is to be paid at once, if at all. */
  | { type: 'held'; generation: number; items: PurchaseItem[]; currency: string; method: string | null }
  /** Inventory refused, and named the tickets that exist. */
  | { type: 'refused'; failure: DomainError; items: PurchaseItem[]; currency: string | null }
  /** It is not known whether inventory holds its tickets. */
  | { type: 'hold_unknown'; reason: string }
  /** Its customer wants to pay it. */
  | { type: 'pay'; method: string; actor: string }
  | { type: 'captured'; reference: string }
  | { type: 'declined'; code: string }
  /** The provider says that nothing was taken. */
  | { type: 'not_charged'; reason: string }
  /** The provider did not say. */
  | { type: 'charge_unknown' }
  | { type: 'confirmed' }
  /** Inventory did not say whether it sold the tickets. */
  | { type: 'confirm_unknown' }
  /** Inventory has no such hold any more. */
  | { type: 'hold_gone' }
  | { type: 'cancel'; ticketIds: number[]; reason: string; actor: string }
  | { type: 'refunded' }
  | { type: 'refund_unknown' }
  /** Nobody drives it: its driver is gone, or its time has come. */
  | { type: 'resume' };

/** What is to be done next. */
export type Effect = 'reserve' | 'charge' | 'ask_provider' | 'confirm' | 'refund';

/** One step of the history. */
export type HistoryStep = { from: PurchaseStatus | null; to: PurchaseStatus; reason: string | null; actor: string };

/** What others may hear. */
export type PurchaseFact =
  | 'reserved'
  | 'paid'
  | 'failed'
  /** Failed because inventory refused: it holds nothing. */
  | 'refused'
  | 'expired'
  | { cancelled: number[]; reason: string };

/** What follows from an outcome. Without history nothing is to be stored. */
export type Advance = { purchase: Purchase; history: HistoryStep[]; facts: PurchaseFact[]; effect: Effect | null };

/** How the saga is set. */
export type SagaSettings = {
  /** How long a hold lasts, in seconds. */
  holdSeconds: number;
  /** How long the provider is asked for an unknown payment before it is taken as not charged, in seconds. */
  resolveSeconds: number;
};

const SYSTEM = 'system';
/** The reason of a purchase whose payment never got an answer. */
export const PAYMENT_TIMEOUT = 'payment_timeout';

type Move = { to: PurchaseStatus; reason?: string | null; actor?: string };

function move(purchase: Purchase, now: Date, moves: Move[], changes: Partial<Purchase> = {}) {
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

function stay(purchase: Purchase, effect: Effect | null): Advance {
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

function held(
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

function pay(purchase: Purchase, { method, actor }: Extract<Outcome, { type: 'pay' }>, now: Date): Advance {
  const standing = standingItems(purchase);
  // Those with a price may have been given back since.
  if (priceOf(standing) === 0) {
    const moved = move(purchase, now, [{ to: 'paying', reason: 'free', actor }], { payment: null });
    return { ...moved, facts: [], effect: 'confirm' };
  }
  const payment = newPayment(purchase, method, standing, now);
  return { ...move(purchase, now, [{ to: 'paying', actor }], { payment }), facts: [], effect: 'charge' };
}

function end(
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

// A payment that took nothing: the hold stays as it was, unless the payment came with the purchase.
function unpaid(purchase: Purchase, now: Date, reason: string, changes: Partial<Payment>): Advance {
  const payment = purchase.payment && { ...purchase.payment, ...changes };
  if (purchase.payAtOnce) return end(purchase, now, 'failed', reason, { payment });
  return { ...move(purchase, now, [{ to: 'reserved', reason }], { payment }), facts: [], effect: null };
}

function startRefund(
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
    const moved = move(purchase, now, [{ to: 'cancelled', reason, actor }], { ...after, expiresAt: null });
    return { ...moved, facts, effect: null };
  }
  const moved = move(purchase, now, [{ to: sold ? 'paid' : 'reserved', reason, actor }], after);
  // A purchase that keeps tickets stands as it did: the reason is the step's, not the purchase's.
  return { ...moved, purchase: { ...moved.purchase, reason: null }, facts, effect: null };
}

function refunded(purchase: Purchase, now: Date): Advance {
  const { refund, payment } = purchase;
  if (!refund) return stay(purchase, null);
  const all = standingItems(purchase).every(({ ticketId }) => refund.ticketIds.includes(ticketId));
  const status = all ? ('refunded' as const) : ('partially_refunded' as const);
  const changes = { refund: null, payment: payment && { ...payment, status } };
  return giveBack(purchase, now, refund.ticketIds, refund.reason, SYSTEM, changes);
}

function cancel(purchase: Purchase, outcome: Extract<Outcome, { type: 'cancel' }>, now: Date): Advance {
  const { reason, actor } = outcome;
  const standing = standingItems(purchase).filter(({ ticketId }) => outcome.ticketIds.includes(ticketId));
  const ticketIds = standing.map(({ ticketId }) => ticketId);
  if (ticketIds.length === 0) return stay(purchase, null);
  if (purchase.status === 'paid' && priceOf(standing) > 0) return startRefund(purchase, now, ticketIds, reason, actor);
  return giveBack(purchase, now, ticketIds, reason, actor);
}

function resume(purchase: Purchase, now: Date): Advance {
  switch (purchase.status) {
    case 'pending':
      return end(purchase, now, 'failed', 'interrupted', {});
    case 'reserved':
      if (purchase.expiresAt === null || now < purchase.expiresAt) return stay(purchase, null);
      return end(purchase, now, 'expired', 'hold_expired', {});
    case 'paying':
      return stay(purchase, purchase.payment ? 'ask_provider' : 'confirm');
    case 'cancelling':
      return stay(purchase, 'refund');
    default:
      return stay(purchase, null);
  }
}

function paying(purchase: Purchase, outcome: Outcome, now: Date, settings: SagaSettings): Advance | undefined {
  const { payment } = purchase;
  switch (outcome.type) {
    case 'captured':
      return stay(
        { ...purchase, payment: payment && { ...payment, status: 'captured', reference: outcome.reference } },
        'confirm',
      );
    case 'declined':
      return unpaid(purchase, now, 'payment_declined', { status: 'declined', declineCode: outcome.code });
    case 'not_charged':
      return unpaid(purchase, now, outcome.reason, { status: 'failed' });
    case 'charge_unknown': {
      const waited = payment === null || now >= secondsAfter(payment.startedAt, settings.resolveSeconds);
      if (!waited) return stay(purchase, 'ask_provider');
      return unpaid(purchase, now, PAYMENT_TIMEOUT, { status: 'unresolved' });
    }
    case 'confirmed': {
      const paid = { expiresAt: null, paidAt: now };
      return { ...move(purchase, now, [{ to: 'paid' }], paid), facts: ['paid'], effect: null };
    }
    case 'confirm_unknown':
      return stay(purchase, 'confirm');
    case 'hold_gone': {
      if (payment === null) return end(purchase, now, 'failed', 'hold_released', {});
      const all = standingItems(purchase).map(({ ticketId }) => ticketId);
      return startRefund(purchase, now, all, 'hold_released', SYSTEM, { expiresAt: null });
    }
    default:
      return undefined;
  }
}

/**
 * The saga: where a purchase goes from an outcome, and what is to be done next. Pure; an outcome that means nothing to
 * the purchase where it stands is a defect and throws, for callers check what they may ask (see rules.ts).
 *
 * | status | outcome | next status | effect |
 * | --- | --- | --- | --- |
 * | pending | recorded | | reserve |
 * | pending | held | reserved; paying with a method; paying (confirm) when free | charge or confirm |
 * | pending | refused, hold_unknown, resume | failed | |
 * | reserved | pay | paying | charge |
 * | reserved | resume after its time | expired | |
 * | reserved | cancel | cancelled, or reserved without those tickets | |
 * | paying | captured, confirm_unknown, resume | | confirm or ask_provider |
 * | paying | declined, not_charged, charge_unknown for too long | reserved; failed when it was to be paid at once | |
 * | paying | confirmed | paid | |
 * | paying | hold_gone | cancelling | refund |
 * | paid | cancel | cancelling; cancelled or paid when free | refund |
 * | cancelling | refunded | cancelled, or paid without those tickets | |
 */
export function advance(purchase: Purchase, outcome: Outcome, now: Date, settings: SagaSettings): Advance {
  const { status } = purchase;
  if (outcome.type === 'resume') return resume(purchase, now);
  const next = ((): Advance | undefined => {
    switch (status) {
      case 'pending':
        if (outcome.type === 'recorded') return stay(purchase, 'reserve');
        if (outcome.type === 'held') return held(purchase, outcome, now, settings);
        if (outcome.type === 'hold_unknown') return end(purchase, now, 'failed', outcome.reason, {});
        if (outcome.type === 'refused') {
          const { items, currency } = outcome;
          return { ...end(purchase, now, 'failed', outcome.failure.reason, { items, currency }), facts: ['refused'] };
        }
        return undefined;
      case 'reserved':
        if (outcome.type === 'cancel') return cancel(purchase, outcome, now);
        if (outcome.type === 'pay') return pay(purchase, outcome, now);
        return undefined;
      case 'paying':
        return paying(purchase, outcome, now, settings);
      case 'paid':
        return outcome.type === 'cancel' ? cancel(purchase, outcome, now) : undefined;
      case 'cancelling':
        if (outcome.type === 'refunded') return refunded(purchase, now);
        if (outcome.type === 'refund_unknown') return stay(purchase, 'refund');
        return undefined;
      default:
        return undefined;
    }
  })();
  if (!next) throw new Error(`purchase ${purchase.id} is ${status}: ${outcome.type} means nothing to it`);
  return next;
}
