import { type Failure, FailureSchema, FailureKind as ProtoKind } from '@boxoffice/contracts/common/v1/failure';
import { DomainError, type FailureKind, type FailureMetadata } from '@boxoffice/kernel';
import { create } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';

const KINDS: Record<FailureKind, { proto: ProtoKind; code: Code }> = {
  invalid: { proto: ProtoKind.INVALID, code: Code.InvalidArgument },
  unauthenticated: { proto: ProtoKind.UNAUTHENTICATED, code: Code.Unauthenticated },
  forbidden: { proto: ProtoKind.FORBIDDEN, code: Code.PermissionDenied },
  not_found: { proto: ProtoKind.NOT_FOUND, code: Code.NotFound },
  conflict: { proto: ProtoKind.CONFLICT, code: Code.FailedPrecondition },
  stale: { proto: ProtoKind.STALE, code: Code.Aborted },
  unprocessable: { proto: ProtoKind.UNPROCESSABLE, code: Code.InvalidArgument },
  payment_required: { proto: ProtoKind.PAYMENT_REQUIRED, code: Code.FailedPrecondition },
  rate_limited: { proto: ProtoKind.RATE_LIMITED, code: Code.ResourceExhausted },
  unavailable: { proto: ProtoKind.UNAVAILABLE, code: Code.Unavailable },
  timeout: { proto: ProtoKind.TIMEOUT, code: Code.DeadlineExceeded },
  bad_gateway: { proto: ProtoKind.BAD_GATEWAY, code: Code.Unavailable },
  internal: { proto: ProtoKind.INTERNAL, code: Code.Internal },
};

const KIND_OF_PROTO = new Map(Object.entries(KINDS).map(([kind, { proto }]) => [proto, kind as FailureKind]));

/** A DomainError as it travels: the detail of a status, or one item's result. */
export function toFailure(error: DomainError): Failure {
  const { kind, reason, message, metadata } = error;
  return create(FailureSchema, { kind: KINDS[kind].proto, reason, message, metadata });
}

/** The DomainError that a Failure carries. */
export function fromFailure(failure: Failure): DomainError {
  const kind = KIND_OF_PROTO.get(failure.kind) ?? 'internal';
  return new DomainError(kind, failure.reason, failure.message, (failure.metadata ?? {}) as FailureMetadata);
}

/** What is told of a defect: nothing. */
function defect(): DomainError {
  return new DomainError('internal', 'internal', 'Something went wrong on our side.');
}

/** The gRPC status of an error. Anything but a DomainError or a ConnectError is a defect and is shown without detail. */
export function toConnectError(error: unknown): ConnectError {
  if (error instanceof ConnectError) return error;
  const known = error instanceof DomainError ? error : defect();
  const detail = { desc: FailureSchema, value: toFailure(known) };
  return new ConnectError(known.message, KINDS[known.kind].code, undefined, [detail]);
}

/**
 * What a failed call means to its caller: the DomainError in the status, or `service_unavailable` (the call did not come
 * through), `service_timeout` (its outcome is unknown) or an internal error.
 */
export function fromConnectError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const status = ConnectError.from(error);
  const [failure] = status.findDetails(FailureSchema);
  if (failure) return fromFailure(failure);
  switch (status.code) {
    case Code.Unavailable:
    // Our services say what failed: a status without that is a connection or a process that broke.
    case Code.Internal:
    case Code.Unknown:
    case Code.Aborted:
    case Code.DataLoss:
      return new DomainError('unavailable', 'service_unavailable', 'A part of the platform is not available now.');
    case Code.DeadlineExceeded:
    case Code.Canceled:
      return new DomainError('timeout', 'service_timeout', 'A part of the platform did not answer in time.');
    case Code.InvalidArgument:
      return new DomainError('invalid', 'validation_failed', status.rawMessage);
    default:
      return defect();
  }
}
