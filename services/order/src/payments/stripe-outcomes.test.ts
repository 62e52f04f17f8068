import { expect, test } from '@jest/globals';
import Stripe from 'stripe';
import type { ChargeOutcome } from './provider.ts';
import { type Intent, outcomeOfError, outcomeOfIntent } from './stripe-outcomes.ts';

const declined = (code: string): ChargeOutcome => ({ type: 'declined', code });
const FAILED: ChargeOutcome = { type: 'failed' };

const INTENTS: [Intent['status'], Intent['last_payment_error'], ChargeOutcome | undefined][] = [
  ['succeeded', null, { type: 'captured', reference: 'pi_1' }],
  [
    'requires_payment_method',
    { code: 'card_declined', decline_code: 'insufficient_funds' },
    declined('insufficient_funds'),
  ],
  ['requires_payment_method', { code: 'expired_card' }, declined('expired_card')],
  ['requires_payment_method', { code: 'payment_intent_action_required' }, declined('authentication_required')],
  ['requires_payment_method', {}, declined('generic_decline')],
  ['requires_payment_method', null, undefined],
  ['requires_confirmation', null, undefined],
  ['requires_action', null, declined('authentication_required')],
  ['processing', null, undefined],
  ['canceled', null, FAILED],
];

test.each(INTENTS)('a payment that is %s with %j', (status, last_payment_error, outcome) => {
  expect(outcomeOfIntent({ id: 'pi_1', status, last_payment_error })).toEqual(outcome);
});

const { errors } = Stripe;
const card = (code: string, decline_code?: string) =>
  new errors.StripeCardError({ type: 'card_error', code, ...(decline_code ? { decline_code } : {}) });
const invalid = (fields: object) => new errors.StripeInvalidRequestError({ type: 'invalid_request_error', ...fields });

/** The error, and what it says of a charge that was sent once, and of one that was sent again. */
const ERRORS: [string, unknown, ChargeOutcome | undefined, ChargeOutcome | undefined][] = [
  ['a decline', card('card_declined', 'do_not_honor'), declined('do_not_honor'), declined('do_not_honor')],
  ['a stolen card', card('card_declined', 'stolen_card'), declined('generic_decline'), declined('generic_decline')],
  [
    'a card that wants its owner',
    card('authentication_required', 'authentication_required'),
    declined('authentication_required'),
    declined('authentication_required'),
  ],
  [
    'a payment that wants its customer',
    invalid({ code: 'payment_intent_action_required' }),
    declined('authentication_required'),
    undefined,
  ],
  [
    'an unknown payment method',
    invalid({ code: 'resource_missing', param: 'payment_method' }),
    declined('invalid_token'),
    undefined,
  ],
  ['a wrong request', invalid({ code: 'amount_too_small', param: 'amount' }), FAILED, undefined],
  ['a wrong secret key', new errors.StripeAuthenticationError({ type: 'invalid_request_error' }), FAILED, undefined],
  ['a key without the right', new errors.StripePermissionError({ type: 'invalid_request_error' }), FAILED, undefined],
  [
    'a key used for another charge',
    new errors.StripeIdempotencyError({ type: 'idempotency_error' }),
    undefined,
    undefined,
  ],
  ['a limit', new errors.StripeRateLimitError({ type: 'invalid_request_error' }), undefined, undefined],
  ['trouble at Stripe', new errors.StripeAPIError({ type: 'api_error' }), undefined, undefined],
  ['trouble on the way', new errors.StripeConnectionError({ type: 'api_error' }), undefined, undefined],
  ['a defect', new TypeError('x'), undefined, undefined],
];

test.each(ERRORS)('%s', (_what, error, once, again) => {
  expect([outcomeOfError(error, true), outcomeOfError(error, false)]).toEqual([once, again]);
});
