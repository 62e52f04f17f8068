import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Fixture, startFixture } from './rpc-fixture.ts';

let fixture: Fixture;
const sockets: Socket[] = [];

beforeAll(async () => {
  fixture = await startFixture();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(() => fixture.close());

async function open(): Promise<Socket> {
  const socket = connect(Number(new URL(fixture.baseUrl).port), '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

async function firstBytes(socket: Socket): Promise<Buffer> {
  const [bytes] = await once(socket, 'data');
  return bytes;
}

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const EMPTY_SETTINGS = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);
const SETTINGS_TYPE = 4;

test('a connection that begins with the preface of HTTP/2 is spoken to in HTTP/2', async () => {
  const socket = await open();
  socket.write(Buffer.concat([PREFACE, EMPTY_SETTINGS]));
  expect((await firstBytes(socket))[3]).toBe(SETTINGS_TYPE);
});

test.each([1, 2, 3, 10])('also when its first packet holds %d bytes of the preface', async (length) => {
  const socket = await open();
  socket.setNoDelay(true);
  socket.write(PREFACE.subarray(0, length));
  await sleep(50);
  socket.write(Buffer.concat([PREFACE.subarray(length), EMPTY_SETTINGS]));
  expect((await firstBytes(socket))[3]).toBe(SETTINGS_TYPE);
});

test('a connection that begins with a request of HTTP/1.1 is answered in HTTP/1.1, also when it is a POST', async () => {
  for (const method of ['GET', 'POST', 'PUT']) {
    const socket = await open();
    socket.write(`${method} /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`);
    expect((await firstBytes(socket)).toString('latin1')).toMatch(/^HTTP\/1\.1 404/);
  }
});

test('connections that say nothing, break off or talk nonsense harm nobody', async () => {
  const silent = await open();
  const broken = await open();
  broken.write('PR');
  broken.destroy();
  const nonsense = await open();
  nonsense.write(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00]));
  const reset = await open();
  reset.write(PREFACE);
  reset.resetAndDestroy();
  const socket = await open();
  socket.write('GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n');
  expect((await firstBytes(socket)).toString('latin1')).toContain(' 404 ');
  expect(silent.destroyed).toBe(false);
});
