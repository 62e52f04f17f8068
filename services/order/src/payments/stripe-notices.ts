import { DomainError } from '@boxoffice/kernel';
import type Stripe from 'stripe';
import type { FailedRefund, PaymentNotice, PaymentNotices } from './provider.ts';
import type { StripeClient } from './stripe-client.ts';
import type { StripeKeys } from './stripe-keys.ts';

const TOLERANCE_SECONDS = 300;
const MOST_FAILED = 1000;

/** Why a refund did not arrive; undefined when it has, or is on its way. */
export function failureOfRefund(
  { id, status, failure_reason, metadata }: Stripe.Refund,
  keys: StripeKeys,
): FailedRefund | undefined {
  const key = keys.refundOf(metadata);
  if (key === undefined || (status !== 'failed' && status !== 'canceled')) return undefined;
  return { key, reference: id, reason: failure_reason ?? status };
}

function subjectOf(event: Stripe.Event, keys: StripeKeys): PaymentNotice['about'] {
  switch (event.type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
    case 'charge.refunded': {
      const key = keys.chargeOf(event.data.object.metadata);
      return key === undefined ? undefined : { type: 'charge', key };
    }
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated': {
      const { id: reference, metadata } = event.data.object;
      const key = keys.refundOf(metadata);
      return key === undefined ? undefined : { type: 'refund', key, reference };
    }
    default:
      return undefined;
  }
}

/** What Stripe tells by itself: its webhooks, and what became of refunds after they were sent. */
export function stripeNotices({ stripe, within }: StripeClient, keys: StripeKeys, secret: string): PaymentNotices {
  function verified(payload: Uint8Array, signature: string): Stripe.Event {
    try {
      return stripe.webhooks.constructEvent(Buffer.from(payload), signature, secret, TOLERANCE_SECONDS);
    } catch {
      const message = 'The webhook was not signed with the secret of this endpoint in the last five minutes.';
      throw new DomainError('invalid', 'invalid_signature', message);
    }
  }

  return {
    read(payload, signature) {
      const event = verified(payload, signature);
      return { id: event.id, type: event.type, about: subjectOf(event, keys) };
    },
    failureOf: (reference, signal) =>
      within(signal, async () => failureOfRefund(await stripe.refunds.retrieve(reference), keys)),
    failedRefunds: (signal) =>
      within(signal, async () => {
        const events = await stripe.events.list({ type: 'refund.failed', limit: 100 }).autoPagingToArray({
          limit: MOST_FAILED,
        });
        return events.flatMap((event) =>
          event.type === 'refund.failed' ? (failureOfRefund(event.data.object, keys) ?? []) : [],
        );
      }),
  };
}
