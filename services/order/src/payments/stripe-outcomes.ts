import Stripe from 'stripe';
import type { ChargeOutcome } from './provider.ts';

type Trouble = { code?: string | undefined; decline_code?: string | undefined };

/** A payment as far as its outcome depends on it. */
export type Intent = Pick<Stripe.PaymentIntent, 'id' | 'status'> & { last_payment_error: Trouble | null };

const AUTHENTICATION_REQUIRED = 'authentication_required';
const NEEDS_CUSTOMER = new Set([AUTHENTICATION_REQUIRED, 'payment_intent_action_required']);
// Stripe asks not to tell anybody of these: they would help a thief (https://docs.stripe.com/declines/codes).
const SECRET = new Set(['fraudulent', 'lost_card', 'merchant_blacklist', 'pickup_card', 'stolen_card']);

function declined({ code, decline_code }: Trouble): ChargeOutcome {
  if (NEEDS_CUSTOMER.has(code ?? '')) return { type: 'declined', code: AUTHENTICATION_REQUIRED };
  // Stripe's client has '' in the place of a field that is missing.
  const told = decline_code || code || 'generic_decline';
  return { type: 'declined', code: SECRET.has(told) ? 'generic_decline' : told };
}

/** What became of a charge, told by its payment; undefined while that is not decided. */
export function outcomeOfIntent({ id, status, last_payment_error: trouble }: Intent): ChargeOutcome | undefined {
  switch (status) {
    case 'succeeded':
      return { type: 'captured', reference: id };
    case 'requires_action':
      return { type: 'declined', code: AUTHENTICATION_REQUIRED };
    case 'requires_payment_method':
      return trouble ? declined(trouble) : undefined;
    case 'canceled':
      return { type: 'failed' };
    default:
      return undefined;
  }
}

/**
 * What an error says of a charge; undefined when it leaves open what became of it. A card error is final by its
 * idempotency key. What Stripe refuses without trying (a wrong request, a wrong key of ours) took nothing, but that holds
 * for the one request it answers: it says nothing when the same charge was sent before without an answer.
 */
export function outcomeOfError(error: unknown, sentOnce: boolean): ChargeOutcome | undefined {
  const { StripeCardError, StripeInvalidRequestError, StripeAuthenticationError, StripePermissionError } =
    Stripe.errors;
  if (error instanceof StripeCardError) return error.rawType === 'card_error' ? declined(error) : undefined;
  if (!sentOnce) return undefined;
  if (error instanceof StripeInvalidRequestError) {
    if (NEEDS_CUSTOMER.has(error.code ?? '')) return declined(error);
    return error.param === 'payment_method' ? { type: 'declined', code: 'invalid_token' } : { type: 'failed' };
  }
  const refused = error instanceof StripeAuthenticationError || error instanceof StripePermissionError;
  return refused ? { type: 'failed' } : undefined;
}
