import { type ConnectRouter, createRouterTransport, type Transport } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import type { Log } from './log.ts';
import { callAsService, crossBoundary } from './rpc-interceptors.ts';
import { MAX_MESSAGE_BYTES, serverOptions } from './rpc-server.ts';

/** A call without an own deadline gets this one, in milliseconds. */
export const DEFAULT_DEADLINE_MS = 10_000;

/** Calls services over the network by gRPC; one HTTP/2 session, pinged so that a dead peer is noticed. */
export function networkTransport(baseUrl: string, serviceToken: string): Transport {
  return createGrpcTransport({
    baseUrl,
    interceptors: [crossBoundary('call'), callAsService(serviceToken)],
    defaultTimeoutMs: DEFAULT_DEADLINE_MS,
    readMaxBytes: MAX_MESSAGE_BYTES,
    writeMaxBytes: MAX_MESSAGE_BYTES,
    pingIntervalMs: 10_000,
    // A peer that is only busy must not lose its session: calls have deadlines of their own.
    pingTimeoutMs: 20_000,
    // Loopback and cluster networks are faster than compression.
    acceptCompression: [],
  });
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
