import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { freePort } from '@boxoffice/testing';
import { afterEach, expect, test } from '@jest/globals';
import { type HeldSocket, holdSocket } from '../held-socket.ts';
import { type ServiceProcess, startProcess } from '../service-process.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function hold(port = 0): Promise<HeldSocket> {
  const socket = await holdSocket('127.0.0.1', port);
  cleanups.push(socket.close);
  return socket;
}

async function serve(socket: HeldSocket, ended = () => undefined): Promise<ServiceProcess> {
  const entry = join(import.meta.dirname, 'echo-main.ts');
  const plan = { name: 'echo', url: '', entry, env: process.env, sockets: { LISTEN_FD: socket } };
  const started = await startProcess(plan, ended);
  cleanups.push(started.stop);
  return started;
}

const ask = async ({ port }: HeldSocket) =>
  (await fetch(`http://127.0.0.1:${port}`, { headers: { connection: 'close' } })).text();

test('a connection waits while no process serves the port, and the next one answers it', async () => {
  const socket = await hold();
  let died: (() => void) | undefined;
  const death = new Promise<void>((resolve) => {
    died = resolve;
  });
  const first = await serve(socket, () => died?.() as undefined);
  expect(await ask(socket)).toBe(`${first.pid}`);
  process.kill(first.pid, 'SIGKILL');
  await death;
  const waiting = ask(socket);
  const second = await serve(socket);
  expect(await waiting).toBe(`${second.pid}`);
});

test('two processes serve one port, and either goes on alone', async () => {
  const socket = await hold();
  const [first, second] = [await serve(socket), await serve(socket)];
  const answers = await Promise.all(Array.from({ length: 40 }, () => ask(socket)));
  expect([`${first.pid}`, `${second.pid}`]).toEqual(expect.arrayContaining(answers));
  await first.retire();
  for (let i = 0; i < 10; i++) expect(await ask(socket)).toBe(`${second.pid}`);
});

test('a port that somebody listens on is not taken', async () => {
  const other = createServer().listen(await freePort(), '127.0.0.1');
  await once(other, 'listening');
  cleanups.push(() => other.close());
  const { port } = other.address() as { port: number };
  await expect(hold(port)).rejects.toMatchObject({ code: 'EADDRINUSE', port });
});

test('a process that ends before it is ready is told as such', async () => {
  const plan = { name: 'broken', url: '', entry: '--version', env: process.env, sockets: {} };
  await expect(startProcess(plan, () => undefined)).rejects.toThrow('broken ended while it was starting (code 0)');
});
