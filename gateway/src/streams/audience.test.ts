import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { type Audience, createAudience } from './audience.ts';
import { HEARTBEAT, OPENING } from './frames.ts';
import type { Listener, ListenerOptions } from './listener.ts';

const NO_LIMITS = { total: 100, perAddress: 100 };

let app: FastifyInstance;
let sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await app.close();
});

/** A server with one stream, and the listeners that came to it. */
async function serve(options: Partial<ListenerOptions> = {}): Promise<{ audience: Audience; listeners: Listener[] }> {
  app = fastify({ forceCloseConnections: 'idle' });
  const audience = createAudience(NO_LIMITS, options);
  const listeners: Listener[] = [];
  app.get('/', async (request, reply) => {
    listeners.push(audience.enter(request.ip).open(reply.header('x-request-id', 'mine')));
    return reply;
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { audience, listeners };
}

/** Asks for the stream; what comes is read unless the client is slow. */
async function listen({ slow = false } = {}): Promise<{ socket: Socket; text: () => string }> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  await once(socket, 'data');
  if (slow) socket.pause();
  return { socket, text: () => text };
}

async function until(condition: () => boolean, withinMs = 3000): Promise<void> {
  for (const deadline = performance.now() + withinMs; !condition(); await sleep(5)) {
    if (performance.now() > deadline) throw new Error('it took too long');
  }
}

const bodyOf = (text: string) => text.slice(text.indexOf('\r\n\r\n') + 4);

test('a stream is its bytes and nothing else, to the end of its connection', async () => {
  const { audience, listeners } = await serve();
  const { socket, text } = await listen();
  listeners[0]?.send('id: 1\n\n');
  listeners[0]?.send(Buffer.from('data: é\n\n'));
  audience.end();
  await once(socket, 'close');
  expect(text()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(text()).toContain('x-request-id: mine\r\n');
  expect(bodyOf(text())).toBe(`${OPENING}id: 1\n\ndata: é\n\n`);
  expect(audience.size()).toBe(0);
});

test('a heartbeat comes again and again', async () => {
  await serve({ heartbeatMs: 30 });
  const { text } = await listen();
  await until(() => bodyOf(text()) === OPENING + HEARTBEAT.repeat(3));
});

test('who does not keep up is cut off, and holds up nobody', async () => {
  const { audience, listeners } = await serve({ maxWaitingBytes: 200_000 });
  const [slow, quick] = [await listen({ slow: true }), await listen()];
  const frame = Buffer.from(`data: ${'x'.repeat(100_000)}\n\n`);
  // More than the buffers of the kernel take on the way.
  for (let sent = 0; sent < 200 && !listeners[0]?.isOver(); sent++) {
    for (const listener of listeners) listener.send(frame);
    await sleep(1);
  }
  expect(listeners.map((listener) => listener.isOver())).toEqual([true, false]);
  await until(() => audience.size() === 1);
  listeners[1]?.send('data: still here\n\n');
  await until(() => quick.text().endsWith('data: still here\n\n'));
  slow.socket.resume();
  await until(() => slow.socket.destroyed);
  expect(slow.text()).not.toContain('still here');
});

test('who takes nothing at all between two heartbeats is cut off', async () => {
  const { listeners } = await serve({ heartbeatMs: 50, maxWaitingBytes: 1e9 });
  await listen({ slow: true });
  for (let sent = 0; sent < 100; sent++) listeners[0]?.send(Buffer.alloc(100_000, 'x'));
  await until(() => listeners[0]?.isOver() === true, 2000);
});

test('places are counted for all and for each address, and given back once', async () => {
  const audience = createAudience({ total: 3, perAddress: 2 });
  const first = audience.enter('a');
  audience.enter('a');
  expect(() => audience.enter('a')).toThrow('Too many streams');
  audience.enter('b');
  expect(() => audience.enter('c')).toThrow('Too many streams');
  first.leave();
  first.leave();
  audience.enter('c');
  expect(() => audience.enter('d')).toThrow('Too many streams');
  app = fastify();
});

test('streams that begin after the end tell when to come back, and end', async () => {
  const { audience } = await serve();
  audience.end();
  const { socket, text } = await listen();
  await once(socket, 'close');
  expect(bodyOf(text())).toBe(OPENING);
});

test('a slow client does not hold up the end', async () => {
  const { audience, listeners } = await serve({ maxWaitingBytes: 1e9 });
  await listen({ slow: true });
  for (let sent = 0; sent < 100; sent++) listeners[0]?.send(Buffer.alloc(100_000, 'x'));
  audience.end();
  await until(() => audience.size() === 0, 2500);
});
