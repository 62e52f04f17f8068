import { STATUS_CODES } from 'node:http';
import { DomainError, type FailureKind, type FailureMetadata, type JsonValue } from '@boxoffice/kernel';
import { fromConnectError } from '@boxoffice/platform';
import { ConnectError } from '@connectrpc/connect';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { validationErrors } from './validation.ts';

/** A problem document (RFC 9457) with this API's members and those of the failure at hand. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  reason: string;
  trace_id: string;
  [member: string]: JsonValue;
};

/** A refusal that only HTTP knows, for example 405. */
export class HttpError extends Error {
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

const STATUS: Record<FailureKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  payment_required: 402,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  unprocessable: 422,
  rate_limited: 429,
  internal: 500,
  bad_gateway: 502,
  unavailable: 503,
  timeout: 504,
};

// What the HTTP framework refuses by itself, in this API's words.
const REFUSALS: Record<string, HttpError> = {
  FST_ERR_CTP_INVALID_JSON_BODY: new HttpError(400, 'invalid_json', 'The body is not valid JSON.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new HttpError(400, 'invalid_request', 'The body is not as long as announced.'),
  FST_ERR_CTP_BODY_TOO_LARGE: new HttpError(413, 'body_too_large', 'The body is too large.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new HttpError(415, 'unsupported_media_type', 'The body must be application/json.'),
  FST_ERR_BAD_URL: new HttpError(400, 'invalid_request', 'The path is not well-formed.'),
  FST_ERR_MAX_PARAM_LENGTH: new HttpError(414, 'uri_too_long', 'The path is too long.'),
};

const INTERNAL = new DomainError('internal', 'internal', 'Something went wrong on our side.');

/** The problem document of a status and reason. `members` are added; they can't replace the standard ones. */
export function problem(
  { status, reason, message }: { status: number; reason: string; message: string },
  traceId: string,
  members: FailureMetadata = {},
): Problem {
  const standard = {
    type: `urn:boxoffice:problem:${reason}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    reason,
    trace_id: traceId,
  };
  // First for readers, last so that no member replaces them.
  return { ...standard, ...members, ...standard };
}

/** What an error means to a client: a known failure, a refusal of HTTP, or an internal error without detail. */
function explain(error: unknown, request: FastifyRequest): DomainError | HttpError {
  if (error instanceof DomainError || error instanceof HttpError) return error;
  if (error instanceof ConnectError) {
    const failure = fromConnectError(error);
    // A service that does not know the gateway is our fault, not the client's.
    return failure.reason === 'unauthenticated' ? INTERNAL : failure;
  }
  const { code = '', validation, statusCode = 500 } = error as Partial<FastifyError>;
  if (validation) {
    const errors = validationErrors(error as FastifyError, request);
    return new DomainError('invalid', 'validation_failed', 'The request has fields that are not valid.', { errors });
  }
  const refusal = REFUSALS[code];
  if (refusal) return refusal;
  if (statusCode >= 400 && statusCode < 500) {
    return new HttpError(statusCode, 'invalid_request', 'The request is not well-formed.');
  }
  return INTERNAL;
}

function challenge(reason: string): string {
  return `Bearer realm="boxoffice"${reason === 'invalid_token' ? ', error="invalid_token"' : ''}`;
}

/** Answers any error as a problem document; defects are logged whole and shown without detail. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const cause = explain(error, request);
  const status = cause instanceof DomainError ? STATUS[cause.kind] : cause.status;
  if (status === 500) request.log.error({ err: error }, 'a request failed');
  else if (status > 500)
    request.log.warn({ reason: cause.reason, detail: cause.message }, 'a request could not be served');
  if (status === 401) reply.header('www-authenticate', challenge(cause.reason));
  if ((status === 503 || status === 429) && !reply.hasHeader('retry-after')) reply.header('retry-after', '1');
  const shown = status === 500 ? INTERNAL : cause;
  const members = shown instanceof DomainError ? shown.metadata : {};
  const document = problem({ status, reason: shown.reason, message: shown.message }, request.id, members);
  return reply.code(status).type('application/problem+json').send(JSON.stringify(document));
}
