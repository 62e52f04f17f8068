import { timingSafeEqual } from 'node:crypto';
import { DomainError } from '@boxoffice/kernel';
import { Code, ConnectError, type Interceptor, type StreamResponse } from '@connectrpc/connect';
import { ACTOR_HEADER, type Actor, actorKey, formatActor, parseActor } from './actor.ts';
import { acrossStream, crossing } from './boundary.ts';
import { databaseFailure } from './database-failure.ts';
import { asError } from './event-bus.ts';
import { fromConnectError, toConnectError } from './failure.ts';
import type { Log } from './log.ts';

const HEALTH = 'grpc.health.v1.Health';

function sameSecret(given: string | null, expected: Buffer): boolean {
  const bytes = Buffer.from(given ?? '');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

/** Lets only callers in that carry the service token, and tells handlers on whose behalf they call. Health is open. */
export function authenticateServices(serviceToken: string): Interceptor {
  const expected = Buffer.from(`Bearer ${serviceToken}`);
  return (next) => async (request) => {
    if (request.service.typeName === HEALTH) return next(request);
    if (!sameSecret(request.header.get('authorization'), expected)) {
      throw toConnectError(
        new DomainError('unauthenticated', 'unauthenticated', 'The service token is missing or wrong.'),
      );
    }
    request.contextValues.set(actorKey, parseActor(request.header.get(ACTOR_HEADER)));
    return next(request);
  };
}

/** The same response with another stream of messages; its headers and trailers are still read late. */
function withMessages(response: StreamResponse, message: StreamResponse['message']): StreamResponse {
  return {
    stream: true,
    service: response.service,
    method: response.method,
    message,
    get header() {
      return response.header;
    },
    get trailer() {
      return response.trailer;
    },
  };
}

async function* convertStreamErrors<T>(stream: AsyncIterable<T>, convert: (error: unknown) => unknown) {
  try {
    yield* stream;
  } catch (error) {
    throw convert(error);
  }
}

/** Turns what handlers throw into gRPC statuses; defects are logged whole and shown without detail. */
export function reportFailures(log: Log): Interceptor {
  const convert = (method: string) => (error: unknown) => {
    if (error instanceof DomainError || error instanceof ConnectError) return toConnectError(error);
    const known = databaseFailure(error);
    if (known) log.warn({ method, reason: known.reason, cause: asError(error).message }, known.message);
    else log.error({ err: error, method }, 'an RPC failed');
    return toConnectError(known ?? error);
  };
  return (next) => async (request) => {
    const method = `${request.service.typeName}/${request.method.name}`;
    try {
      const response = await next(request);
      if (!response.stream) return response;
      return withMessages(response, convertStreamErrors(response.message, convert(method)));
    } catch (error) {
      throw convert(method)(error);
    }
  };
}

/** Tells of each call that this process makes (`call <method>`) or answers (`serve <method>`). */
export function crossBoundary(what: 'call' | 'serve'): Interceptor {
  return (next) => async (request) => {
    const name = `${what} ${request.method.name}`;
    crossing(name, 'before');
    const response = await next(request);
    if (response.stream) return withMessages(response, acrossStream(name, response.message));
    crossing(name, 'after');
    return response;
  };
}

/** Adds the service token and the acting account to each call, and turns failed calls into DomainErrors. */
export function callAsService(serviceToken: string): Interceptor {
  return (next) => async (request) => {
    request.header.set('authorization', `Bearer ${serviceToken}`);
    const actor: Actor = request.contextValues.get(actorKey);
    if (actor.role !== 'service') request.header.set(ACTOR_HEADER, formatActor(actor));
    try {
      const response = await next(request);
      if (!response.stream) return response;
      return withMessages(response, convertStreamErrors(response.message, rethrowable));
    } catch (error) {
      throw rethrowable(error);
    }
  };
}

// Connect's clients turn anything thrown into a ConnectError; details survive that, so callers read them with
// `fromConnectError`.
function rethrowable(error: unknown): ConnectError {
  return error instanceof ConnectError ? error : toConnectError(fromConnectError(error));
}

/** True when a failed call surely did not reach a handler. */
export function neverArrived(error: unknown): boolean {
  return error instanceof ConnectError && error.code === Code.Unavailable;
}
