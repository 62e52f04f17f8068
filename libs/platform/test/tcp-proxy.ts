import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between a client and a server: it can cut all connections, refuse new ones, and let them in again. */
export async function startTcpProxy(host: string, port: number) {
  const sockets = new Set<Socket>();

  function listen(at: number): Promise<Server> {
    const server = createServer((client) => {
      const upstream = connect(port, host);
      for (const [socket, peer] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          sockets.delete(socket);
          peer.destroy();
        });
        socket.pipe(peer);
      }
    });
    server.listen(at, '127.0.0.1');
    return once(server, 'listening').then(() => server);
  }

  let server: Server | undefined = await listen(0);
  const own = (server.address() as AddressInfo).port;
  return {
    port: own,
    /** Breaks every connection and takes no new ones. */
    async cut() {
      const closing = server;
      server = undefined;
      const closed = closing && once(closing, 'close');
      closing?.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async restore() {
      server ??= await listen(own);
    },
    async stop() {
      server?.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
