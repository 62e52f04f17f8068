import { missing, readAmount, readForm, type StripeFault, StripeRefusal } from './wire.ts';

/** A PaymentIntent, as far as anybody looks at it. */
export type DoubleIntent = {
  id: string;
  object: 'payment_intent';
  amount: number;
  amount_received: number;
  currency: string;
  /** Seconds since 1970. */
  created: number;
  status: 'succeeded' | 'requires_payment_method';
  payment_method: string;
  metadata: Record<string, string>;
  last_payment_error: StripeFault | null;
  livemode: false;
};

/** A Refund, as far as anybody looks at it. */
export type DoubleRefund = {
  id: string;
  object: 'refund';
  amount: number;
  currency: string;
  created: number;
  status: 'succeeded' | 'pending' | 'failed' | 'canceled';
  failure_reason?: string;
  payment_intent: string;
  metadata: Record<string, string>;
};

type Subject = DoubleIntent | DoubleRefund | { id: string; object: 'charge'; metadata: Record<string, string> };

/** Told of everything that happens, by Stripe's names. */
export type Tell = (type: string, subject: Subject) => void;

const CREATE = [
  'amount',
  'currency',
  'payment_method',
  'allowed_payment_method_types',
  'confirm',
  'error_on_requires_action',
  'metadata',
];

const decline = (decline_code: string): StripeFault => ({
  ...{ type: 'card_error', code: 'card_declined', decline_code },
  message: 'Your card was declined.',
});

// Stripe's own test payment methods, and what becomes of them.
const CARDS: Record<string, StripeFault | null> = {
  pm_card_visa: null,
  pm_card_pendingRefund: null,
  pm_card_visa_chargeDeclined: decline('generic_decline'),
  pm_card_visa_chargeDeclinedInsufficientFunds: decline('insufficient_funds'),
  pm_card_visa_chargeDeclinedStolenCard: decline('stolen_card'),
  pm_card_chargeDeclinedExpiredCard: {
    type: 'card_error',
    code: 'expired_card',
    message: 'Your card has expired.',
  },
  pm_card_authenticationRequired: {
    type: 'card_error',
    code: 'authentication_required',
    decline_code: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  },
};

const now = () => Math.floor(Date.now() / 1000);

/** The money of a Stripe account: charges and refunds, and the rules that keep them right. */
export function createMoney(tell: Tell) {
  const intents: DoubleIntent[] = [];
  const refunds: DoubleRefund[] = [];
  let ids = 0;

  function createIntent(body: string): DoubleIntent {
    const { fields, metadata } = readForm(body, CREATE);
    const amount = readAmount(fields.amount);
    const { payment_method = '', currency = '' } = fields;
    const trouble = CARDS[payment_method];
    if (trouble === undefined) throw missing('PaymentMethod', payment_method, 'payment_method');
    const intent: DoubleIntent = {
      ...{ id: `pi_${++ids}`, object: 'payment_intent', amount, currency, payment_method, metadata, livemode: false },
      ...{ amount_received: trouble ? 0 : amount, created: now(), last_payment_error: trouble },
      status: trouble ? 'requires_payment_method' : 'succeeded',
    };
    intents.unshift(intent);
    tell(trouble ? 'payment_intent.payment_failed' : 'payment_intent.succeeded', intent);
    if (trouble) throw new StripeRefusal(402, { ...trouble, payment_intent: { ...intent } }, true);
    return { ...intent };
  }

  function findIntent(id: string, status = 404): DoubleIntent {
    const intent = intents.find((one) => one.id === id);
    if (!intent) throw missing('payment_intent', id, 'payment_intent', status);
    return intent;
  }

  function createRefund(body: string): DoubleRefund {
    const { fields, metadata } = readForm(body, ['amount', 'payment_intent', 'metadata']);
    const intent = findIntent(fields.payment_intent ?? '', 400);
    const amount = readAmount(fields.amount);
    const sent = refunds.filter((one) => one.payment_intent === intent.id && one.status !== 'failed');
    const left = sent.reduce((rest, one) => rest - one.amount, intent.amount_received);
    const refuse = (fault: Omit<StripeFault, 'type'>) =>
      new StripeRefusal(400, { type: 'invalid_request_error', ...fault }, true);
    if (left <= 0) throw refuse({ code: 'charge_already_refunded', message: 'The payment has already been refunded.' });
    if (amount > left) throw refuse({ param: 'amount', message: `Refund amount (${amount}) is greater than ${left}` });
    const refund: DoubleRefund = {
      ...{ id: `re_${++ids}`, object: 'refund', amount, currency: intent.currency, created: now(), metadata },
      status: intent.payment_method === 'pm_card_pendingRefund' ? 'pending' : 'succeeded',
      payment_intent: intent.id,
    };
    refunds.unshift(refund);
    tell('refund.created', refund);
    tell('charge.refunded', { id: intent.id.replace('pi', 'ch'), object: 'charge', metadata: intent.metadata });
    return { ...refund };
  }

  function findRefund(id: string): DoubleRefund {
    const refund = refunds.find((one) => one.id === id);
    if (!refund) throw missing('refund', id, 'refund', 404);
    return refund;
  }

  return {
    intents,
    refunds,
    createIntent,
    findIntent,
    createRefund,
    findRefund,
    /** Lets a refund fail after it was sent, as the customer's bank may. */
    failRefund(id: string, reason = 'expired_or_canceled_card'): void {
      const refund = findRefund(id);
      Object.assign(refund, { status: 'failed', failure_reason: reason });
      tell('refund.failed', refund);
      tell('charge.refund.updated', refund);
    },
    /** Makes everything older. */
    age(seconds: number): void {
      for (const item of [...intents, ...refunds]) item.created -= seconds;
    },
  };
}
