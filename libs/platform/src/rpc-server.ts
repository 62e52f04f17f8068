import type { Server as Http1Server } from 'node:http';
import { createServer as createHttp2Server, type Http2Server, type ServerHttp2Session } from 'node:http2';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { ConnectRouter } from '@connectrpc/connect';
import { fastifyConnectPlugin } from '@connectrpc/connect-fastify';
import fastify from 'fastify';
import { createLeanGrpcServer, type GrpcServer } from './grpc/server.ts';
import { type ListenAddress, listen } from './listen.ts';
import type { Log } from './log.ts';
import { metrics } from './metrics.ts';
import { createHttp1, createSessions } from './rpc-drain.ts';
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
export type RpcServerOptions = ListenAddress & {
  serviceToken: string;
  log: Log;
  routes(router: ConnectRouter): void;
};

const HTTP2_PREFACE = 'PRI';
const FINISH_MS = 15_000;
// A connection this young may be about to say something; it must not be broken before it is told to go elsewhere.
const SILENT_MS = 1000;

function destroyAll(sockets: Iterable<Socket>): void {
  for (const socket of sockets) socket.destroy();
}

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

/** Lets calls be answered before Fastify and Connect see them; what is not answered so goes on to them. */
function answerFirst(server: Http2Server, lean: GrpcServer): void {
  const others = server.listeners('stream');
  server.removeAllListeners('stream');
  server.on('stream', (stream, headers, ...rest) => {
    if (lean.answer(stream, headers)) return;
    for (const listener of others) listener.call(server, stream, headers, ...rest);
  });
}

async function createApp({ serviceToken, log, routes }: Omit<RpcServerOptions, keyof ListenAddress>) {
  const app = fastify({
    http2: true,
    // The defaults end a whole session after a burst of cancelled calls, which a crashed caller can cause.
    serverFactory: (handler) =>
      createHttp2Server(
        { settings: { maxConcurrentStreams: 4000 }, streamResetBurst: 50_000, streamResetRate: 10_000 },
        handler,
      ),
  });
  const options = serverOptions(serviceToken, log);
  const lean = createLeanGrpcServer({ interceptors: options.interceptors, maxBytes: MAX_MESSAGE_BYTES });
  await app.register(fastifyConnectPlugin, { routes: lean.noting(routes), ...options });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
  await app.ready();
  answerFirst(app.server, lean);
  return app;
}

/** A listening server that hands its connections over by their protocol, and the connections it has. */
function createFront(http1: Http1Server, http2: Http2Server) {
  const sockets = new Set<Socket>();
  const front = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    chooseProtocol(socket, (isHttp2) => (isHttp2 ? http2 : http1).emit('connection', socket));
  });
  return { front, sockets };
}

/**
 * Serves gRPC, gRPC-Web and Connect on one port without TLS, over HTTP/2 and HTTP/1.1: the first bytes of a connection
 * tell which. `close` takes no more connections, tells clients to go elsewhere (GOAWAY, `Connection: close`) and lets the
 * calls under way finish, for at most 15 seconds.
 */
export async function startRpcServer({ host, port, fd, ...options }: RpcServerOptions): Promise<RpcServer> {
  const { log } = options;
  const app = await createApp(options);
  const http2 = app.server;
  const sessions = createSessions(log);
  http2.on('session', (session: ServerHttp2Session) => sessions.add(session));
  const http1 = createHttp1((request, response) => app.routing(request as never, response as never));
  const { front, sockets } = createFront(http1.server, http2);
  await listen(front, { host, port, ...(fd === undefined ? {} : { fd }) });
  return {
    port: (front.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => front.close(() => resolve()));
      sessions.close();
      http1.close();
      const silent = [...sockets].filter((socket) => socket.bytesRead === 0);
      const timers = [
        setTimeout(() => destroyAll(silent.filter((socket) => socket.bytesRead === 0)), SILENT_MS),
        setTimeout(() => destroyAll(sockets), FINISH_MS),
      ];
      await closed;
      for (const timer of timers) clearTimeout(timer);
      await app.close().catch((error) => log.debug({ err: error }, 'the RPC server was closed already'));
    },
  };
}
