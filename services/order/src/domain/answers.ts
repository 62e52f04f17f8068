import { DomainError, type FailureMetadata } from '@boxoffice/kernel';
import type { Outcome } from './outcomes.ts';
import type { Purchase } from './purchase.ts';

/** What a command is answered: the purchase as it stands, and why it is not what was asked for. */
export type Answer = { purchase: Purchase; failure: DomainError | null };

const FAILURES: Record<string, [kind: DomainError['kind'], message: string]> = {
  payment_declined: ['payment_required', 'The payment was declined.'],
  payment_error: ['bad_gateway', 'The payment provider failed; nothing was taken.'],
  payment_timeout: ['timeout', 'The payment provider did not answer; the purchase tells what became of it.'],
  inventory_unavailable: ['unavailable', 'The tickets could not be reserved now; nothing was taken.'],
  confirmation_timeout: ['timeout', 'The tickets are not confirmed yet; the purchase tells what becomes of it.'],
  interrupted: ['unavailable', 'The purchase was interrupted before its tickets were held; nothing was taken.'],
  hold_expired: ['conflict', 'The tickets were held too long without being paid.'],
  hold_released: ['conflict', 'The tickets are not held any more; nothing was kept.'],
};

/** The failure of a reason. An unknown reason is a conflict. */
export function failureOf(reason: string, metadata: FailureMetadata = {}): DomainError {
  const [kind, message] = FAILURES[reason] ?? ['conflict', 'The purchase did not succeed.'];
  return new DomainError(kind, reason, message, metadata);
}

/** The answer when a purchase has come to rest after an outcome. */
export function answerTo(purchase: Purchase, outcome: Outcome): Answer {
  if (outcome.type === 'refused') return { purchase, failure: outcome.failure };
  const { status, reason, payment } = purchase;
  const unpaid =
    status === 'failed' ||
    status === 'expired' ||
    (status === 'reserved' && reason !== null) ||
    (status === 'cancelled' && reason === 'hold_released');
  if (!unpaid || reason === null) return { purchase, failure: null };
  const code = payment?.declineCode;
  return { purchase, failure: failureOf(reason, code ? { decline_code: code } : {}) };
}
