import { type ConnectRouter, createRouterTransport, type Transport } from '@connectrpc/connect';
import { createLeanGrpcTransport } from './grpc/transport.ts';
import type { Log } from './log.ts';
import { balance } from './rpc-balancer.ts';
import { callAsService, crossBoundary } from './rpc-interceptors.ts';
import { retryRefused } from './rpc-retry.ts';
import { MAX_MESSAGE_BYTES, serverOptions } from './rpc-server.ts';

/** A call without an own deadline gets this one, in milliseconds. */
export const DEFAULT_DEADLINE_MS = 10_000;

/**
 * Calls a service over the network by gRPC. Calls go round robin to its addresses; one that could not be sent goes to the
 * next address at once, one that the server refused as it was going away is sent again, one that may have been processed
 * never is. Without any address that answers, calls fail as `unavailable`.
 */
export function networkTransport(urls: string | readonly string[], serviceToken: string): Transport {
  const transport = createLeanGrpcTransport({
    sessions: balance(typeof urls === 'string' ? [urls] : urls),
    interceptors: [crossBoundary('call'), callAsService(serviceToken)],
    maxBytes: MAX_MESSAGE_BYTES,
  });
  return retryRefused(transport, DEFAULT_DEADLINE_MS);
}

/** Calls a service of the same process: the same interceptors, messages and errors, without a network. */
export function memoryTransport(routes: (router: ConnectRouter) => void, serviceToken: string, log: Log): Transport {
  return createRouterTransport(routes, {
    router: serverOptions(serviceToken, log),
    transport: {
      interceptors: [crossBoundary('call'), callAsService(serviceToken)],
      defaultTimeoutMs: DEFAULT_DEADLINE_MS,
    },
  });
}
