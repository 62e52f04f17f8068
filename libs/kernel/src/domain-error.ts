/** What sort of failure an error is; transports derive their status from it alone. */
export type FailureKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'stale'
  | 'unprocessable'
  | 'payment_required'
  | 'rate_limited'
  | 'unavailable'
  | 'timeout'
  | 'bad_gateway'
  | 'internal';

/** A value that survives JSON. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** Named facts about a failure, for example `{ tickets: [...] }`. Shown to the caller: nothing secret belongs here. */
export type FailureMetadata = { [key: string]: JsonValue };

/**
 * The one error class of Boxoffice: `reason` is a stable machine code in snake_case, `message` one sentence for people.
 * Everything else that is thrown is a defect and is shown as an internal error without detail.
 */
export class DomainError extends Error {
  readonly kind: FailureKind;
  readonly reason: string;
  readonly metadata: FailureMetadata;

  constructor(kind: FailureKind, reason: string, message: string, metadata: FailureMetadata = {}) {
    super(message);
    this.name = 'DomainError';
    this.kind = kind;
    this.reason = reason;
    this.metadata = metadata;
  }
}

/** A request that is wrong in one field; `field` is the path the client sent, for example `seats.3`. */
export function invalidField(field: string, message: string): DomainError {
  return new DomainError('invalid', 'validation_failed', `${field}: ${message}`, { errors: [{ field, message }] });
}

/** The error that an unknown id and somebody else's id have in common: `<thing>_not_found`. */
export function notFound(thing: string): DomainError {
  return new DomainError('not_found', `${thing}_not_found`, `There is no such ${thing.replaceAll('_', ' ')}.`);
}
