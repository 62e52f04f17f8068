import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The way of one process to its database: `url` leads through it until it is cut. */
export type Door = { url: string; cut(): void };

/** Opens a way to a database that can be cut at once, as the connections of a killed process are. */
export async function openDoor(databaseUrl: string): Promise<Door> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.setNoDelay();
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((inside) => {
    const outside = connect(Number(target.port), target.hostname);
    keep(inside);
    keep(outside);
    inside.pipe(outside);
    outside.pipe(inside);
    inside.on('close', () => outside.destroy());
    outside.on('close', () => inside.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // What is left open must not keep a failed run from ending.
  server.unref();
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
