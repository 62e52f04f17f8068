import { secondsAfter } from '@boxoffice/kernel';
import { type Advance, type Outcome, PAYMENT_TIMEOUT, type SagaSettings, SYSTEM } from './outcomes.ts';
import { type Purchase, standingItems } from './purchase.ts';
import { cancel, end, held, move, pay, refunded, startRefund, stay, unpaid } from './transitions.ts';

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
          // Nothing is held, so there is nothing that anybody would have to undo.
          return { ...end(purchase, now, 'failed', outcome.failure.reason, { items, currency }), facts: [] };
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
