import net, { type AddressInfo, createServer } from 'node:net';
import { listen } from '@boxoffice/platform';

/** A bound socket that this process holds open and never serves: other processes inherit its descriptor and listen on it. */
export type HeldSocket = { fd: number; port: number; close(): void };

type BoundHandle = { fd: number; close(): void };

// What node:cluster itself makes its shared sockets with. A `net.Server` is of no use here: it would accept connections.
const createHandle = Reflect.get(net, '_createServerHandle') as (
  address: string,
  port: number,
  family: 4 | 6,
) => BoundHandle | number;

/**
 * Takes a port; 0 takes a free one. Connections wait in the socket's queue while no process serves it, so a process that
 * is killed closes no port. Throws `EADDRINUSE` when somebody listens there.
 */
export async function holdSocket(host: string, port: number): Promise<HeldSocket> {
  // A bound socket alone does not tell that another one listens already.
  const probe = createServer();
  await listen(probe, { host, port });
  const { address, family, port: taken } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const handle = createHandle(address, taken, family === 'IPv6' ? 6 : 4);
  if (typeof handle === 'number') throw new Error(`port ${taken} of ${address} could not be taken (${handle})`);
  return { fd: handle.fd, port: taken, close: () => handle.close() };
}
