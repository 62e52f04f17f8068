import type { Server } from 'node:net';

/** Where a server listens: on an address of its own, or on a listening socket that its process was given. */
export type ListenAddress = {
  host: string;
  /** 0 takes a free port. */
  port: number;
  /** File descriptor of a socket that the parent process holds open; host and port do not matter then. */
  fd?: number;
};

/** Starts to listen. Throws when the port is taken or the descriptor is no socket. */
export async function listen(server: Server, { host, port, fd }: ListenAddress): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(fd === undefined ? { host, port } : { fd }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
