import { type Socket, Server as TcpServer } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { App } from './server.ts';

/** How a gateway process sends its clients elsewhere and ends. */
export type Draining = {
  /** True from the moment it is about to end. */
  begun(): boolean;
  /** From now on each answer says that its connection ends with it. */
  begin(): void;
  /** Takes no more connections, and serves those that there are. */
  stopListening(): void;
  /** Waits until no connection is left, for at most so many milliseconds. */
  untilGone(limitMs: number): Promise<void>;
  /** Ends the server: waits for requests under way, for at most so many milliseconds. */
  close(limitMs: number): Promise<void>;
};

const POLL_MS = 50;

/** Prepares an app for its end; to be called before it listens. */
export function createDraining(app: App): Draining {
  const { server } = app;
  const sockets = new Set<Socket>();
  let begun = false;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (begun) reply.header('connection', 'close');
    done(null, payload);
  });

  return {
    begun: () => begun,
    begin() {
      begun = true;
    },
    stopListening() {
      // An HTTP server's own `close` also ends connections that are kept alive, and with them requests on their way.
      if (server.listening) TcpServer.prototype.close.call(server);
    },
    async untilGone(limitMs) {
      const deadline = performance.now() + limitMs;
      while (sockets.size > 0 && performance.now() < deadline) await sleep(POLL_MS);
    },
    async close(limitMs) {
      // What clients have sent by now is read before it is decided which connections are idle.
      await nextTurn();
      const closed = app.close();
      const force = setTimeout(() => server.closeAllConnections(), limitMs);
      // Node counts a connection as idle only after its first request.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      await closed;
      clearTimeout(force);
    },
  };
}
