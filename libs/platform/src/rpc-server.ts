import { createServer as createHttp1Server } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Session } from 'node:http2';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { ConnectRouter } from '@connectrpc/connect';
import { fastifyConnectPlugin } from '@connectrpc/connect-fastify';
import fastify from 'fastify';
import type { Log } from './log.ts';
import { metrics } from './metrics.ts';
import { authenticateServices, crossBoundary, reportFailures } from './rpc-interceptors.ts';

/** A message may have this many bytes at most; larger ones are refused before they are read. */
export const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** Interceptors and limits of every server, over the network or in memory. */
export function serverOptions(serviceToken: string, log: Log) {
  return {
    interceptors: [crossBoundary('serve'), reportFailures(log), authenticateServices(serviceToken)],
    readMaxBytes: MAX_MESSAGE_BYTES,
    writeMaxBytes: MAX_MESSAGE_BYTES,
  };
}

/** A server that listens. */
export type RpcServer = { port: number; close(): Promise<void> };

/** What a server needs to know. */
export type RpcServerOptions = {
  host: string;
  /** 0 takes a free port. */
  port: number;
  serviceToken: string;
  log: Log;
  routes(router: ConnectRouter): void;
};

const HTTP2_PREFACE = 'PRI';

/** Looks at the first bytes of a connection, however few come at a time, and gives them back before it tells. */
function chooseProtocol(socket: Socket, chosen: (isHttp2: boolean) => void): void {
  let seen = Buffer.alloc(0);
  function look(): void {
    const chunk: Buffer | null = socket.read();
    if (chunk === null) return;
    seen = Buffer.concat([seen, chunk]);
    const text = seen.toString('latin1', 0, HTTP2_PREFACE.length);
    if (text.length < HTTP2_PREFACE.length && HTTP2_PREFACE.startsWith(text)) return;
    socket.off('readable', look);
    socket.unshift(seen);
    chosen(text === HTTP2_PREFACE);
  }
  socket.on('readable', look);
}

/**
 * Serves gRPC, gRPC-Web and Connect on one port without TLS, over HTTP/2 and HTTP/1.1: the first bytes of a connection
 * tell which. `close` lets calls under way finish, for at most five seconds.
 */
export async function startRpcServer({ host, port, serviceToken, log, routes }: RpcServerOptions): Promise<RpcServer> {
  const sessions = new Set<ServerHttp2Session>();
  const app = fastify({
    http2: true,
    // The defaults end a whole session after a burst of cancelled calls, which a crashed caller can cause.
    serverFactory: (handler) =>
      createHttp2Server(
        { settings: { maxConcurrentStreams: 4000 }, streamResetBurst: 50_000, streamResetRate: 10_000 },
        handler,
      ),
  });
  await app.register(fastifyConnectPlugin, { routes, ...serverOptions(serviceToken, log) });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
  await app.ready();
  const http2 = app.server;
  http2.on('session', (session: ServerHttp2Session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    session.on('error', (error) => log.debug({ err: error }, 'an HTTP/2 session broke'));
  });
  const http1 = createHttp1Server((request, response) => app.routing(request as never, response as never));
  const sockets = new Set<Socket>();
  const front = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    chooseProtocol(socket, (isHttp2) => (isHttp2 ? http2 : http1).emit('connection', socket));
  });
  await new Promise<void>((resolve, reject) => {
    front.once('error', reject);
    front.listen(port, host, resolve);
  });
  return {
    port: (front.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => front.close(() => resolve()));
      for (const session of sessions) session.close();
      http1.closeIdleConnections();
      const force = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, 5000);
      await closed;
      clearTimeout(force);
      await app.close().catch((error) => log.debug({ err: error }, 'the RPC server was closed already'));
    },
  };
}
