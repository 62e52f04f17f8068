import { DomainError, type FailureKind } from '@boxoffice/kernel';
import { Code, ConnectError } from '@connectrpc/connect';
import { expect, test } from '@jest/globals';
import { fromConnectError, fromFailure, toConnectError, toFailure } from './failure.ts';

const CODES: Record<FailureKind, Code> = {
  invalid: Code.InvalidArgument,
  unauthenticated: Code.Unauthenticated,
  forbidden: Code.PermissionDenied,
  not_found: Code.NotFound,
  conflict: Code.FailedPrecondition,
  stale: Code.Aborted,
  unprocessable: Code.InvalidArgument,
  payment_required: Code.FailedPrecondition,
  rate_limited: Code.ResourceExhausted,
  unavailable: Code.Unavailable,
  timeout: Code.DeadlineExceeded,
  bad_gateway: Code.Unavailable,
  internal: Code.Internal,
};

const METADATA = { tickets: [{ ticket_id: 1_000_001, reason: 'sold' }], decline_code: null, retry: true, after: 1.5 };

function contents({ kind, reason, message, metadata }: DomainError) {
  return { kind, reason, message, metadata };
}

test.each(Object.entries(CODES) as [FailureKind, Code][])('%s survives the way over gRPC', (kind, code) => {
  const error = new DomainError(kind, 'some_reason', 'One sentence for people.', METADATA);
  const status = toConnectError(error);
  expect(status.code).toBe(code);
  expect(contents(fromConnectError(status))).toEqual(contents(error));
});

test.each(Object.keys(CODES) as FailureKind[])('%s survives as the result of one item', (kind) => {
  const error = new DomainError(kind, 'some_reason', 'One sentence for people.', METADATA);
  expect(contents(fromFailure(toFailure(error)))).toEqual(contents(error));
});

const DEFECTS: [what: string, thrown: unknown][] = [
  ['an error', new TypeError('select secret from credentials failed')],
  ['an error with a cause', new Error('secret', { cause: new Error('secret too') })],
  ['a text', 'secret'],
  ['an object', { message: 'secret', details: ['secret'] }],
  ['nothing', undefined],
];

test.each(DEFECTS)('%s that nobody foresaw loses all detail', (_what, thrown) => {
  const status = toConnectError(thrown);
  expect([status.code, status.cause, [...status.metadata]]).toEqual([Code.Internal, undefined, []]);
  const told = contents(fromConnectError(status));
  expect(told).toEqual({ kind: 'internal', reason: 'internal', message: status.rawMessage, metadata: {} });
  expect(status.message).not.toContain('secret');
});

test('a status that somebody else made passes as it is', () => {
  const status = new ConnectError('unknown service', Code.NotFound);
  expect(toConnectError(status)).toBe(status);
});

// Our own services always say what failed: a status without that is a connection or a process that broke.
const WITHOUT_DETAIL: [Code, FailureKind, string][] = [
  [Code.Unavailable, 'unavailable', 'service_unavailable'],
  [Code.Internal, 'unavailable', 'service_unavailable'],
  [Code.Unknown, 'unavailable', 'service_unavailable'],
  [Code.Aborted, 'unavailable', 'service_unavailable'],
  [Code.DataLoss, 'unavailable', 'service_unavailable'],
  [Code.DeadlineExceeded, 'timeout', 'service_timeout'],
  [Code.Canceled, 'timeout', 'service_timeout'],
  [Code.InvalidArgument, 'invalid', 'validation_failed'],
  [Code.Unimplemented, 'internal', 'internal'],
  [Code.Unauthenticated, 'internal', 'internal'],
];

test.each(WITHOUT_DETAIL)('status %d without a reason means %s, %s, to its caller', (code, kind, reason) => {
  const error = fromConnectError(new ConnectError('peer internals: secret', code));
  expect([error.kind, error.reason]).toEqual([kind, reason]);
  if (kind !== 'invalid') expect(error.message).not.toContain('secret');
});
