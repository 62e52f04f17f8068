import { createConnection } from 'node:net';

/**
 * Whether the nats-server of that name greets on a loopback port, with JetStream on. The first line of NATS's
 * protocol is INFO with the server's name, so another server on the port is not mistaken for ours.
 */
export function answersAs(name: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    let text = '';
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2_000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
      const [line, ...rest] = text.split('\r\n');
      if (rest.length > 0) {
        finish(isGreeting(line ?? '', name));
      }
    });
  });
}

function isGreeting(line: string, name: string): boolean {
  try {
    const info: unknown = JSON.parse(line.replace(/^INFO /, ''));
    return (
      typeof info === 'object' &&
      info !== null &&
      'server_name' in info &&
      info.server_name === name &&
      'jetstream' in info &&
      info.jetstream === true
    );
  } catch {
    return false;
  }
}
