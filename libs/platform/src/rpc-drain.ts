import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import type { Log } from './log.ts';

/** The HTTP/2 sessions of a server, to be ended together. */
export function createSessions(log: Log) {
  const sessions = new Set<ServerHttp2Session>();
  let closing = false;
  return {
    add(session: ServerHttp2Session): void {
      session.on('error', (error) => log.debug({ err: error }, 'an HTTP/2 session broke'));
      // Its connection was taken before the server stopped listening: it is told to go elsewhere at once.
      if (closing) session.close();
      sessions.add(session);
      session.on('close', () => sessions.delete(session));
    },
    /**
     * Sends GOAWAY to every client. Calls that arrive later are refused without being processed, as GOAWAY says: Node
     * does not hand over the streams of a session that was closed.
     */
    close(): void {
      closing = true;
      for (const session of sessions) session.close();
    },
  };
}

/** A server for HTTP/1.1 connections that are handed over to it, and what ends them once their answers are out. */
export function createHttp1(handler: RequestListener): { server: Server; close(): void } {
  const sockets = new Set<Socket>();
  const underWay = new Set<ServerResponse>();
  let closing = false;
  const server = createServer((request, response) => {
    underWay.add(response);
    response.once('close', () => {
      underWay.delete(response);
      // An answer that was begun before could not say that its connection ends.
      if (closing) request.socket.end();
    });
    response.shouldKeepAlive &&= !closing;
    handler(request, response);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    server,
    close() {
      closing = true;
      const busy = new Set<Socket | null>();
      for (const response of underWay) {
        response.shouldKeepAlive = false;
        busy.add(response.socket);
      }
      for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
    },
  };
}
