import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { endAbandoned } from '../end-abandoned.ts';
import { freshFolder, startOwner } from '../fixtures/owner-process.ts';
import { FolderInUseError } from '../process/own-folder.ts';
import { freePort, PortTakenError } from '../process/port.ts';
import { processIdentity } from '../process/process-info.ts';
import { findNatsServer } from './find-nats-server.ts';
import { type NatsOptions, type NatsServer, startNatsServer } from './start-nats-server.ts';

const log = () => {};

let program: string;
let folder: string;
let running: NatsServer[];

beforeAll(async () => {
  program = await findNatsServer({ install: true, cacheDir: '.cache', log });
}, 120_000);

beforeEach(() => {
  folder = freshFolder();
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<NatsOptions> = {}): Promise<NatsServer> {
  const server = await startNatsServer({ storeDir: folder, program, log, ...options });
  running.push(server);
  return server;
}

async function connected<T>(url: string, use: (connection: NatsConnection) => Promise<T>): Promise<T> {
  const connection = await connect({ servers: url });
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

async function publish(url: string): Promise<void> {
  await connected(url, async (connection) => {
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: 'facts', subjects: ['facts.>'] });
    await jetstream(connection).publish('facts.one', 'kept');
  });
}

function stored(url: string): Promise<number> {
  return connected(url, async (connection) => {
    const manager = await jetstreamManager(connection);
    return (await manager.streams.info('facts')).state.messages;
  });
}

test('streams and port survive a stop and a start', async () => {
  const first = await start();
  await publish(first.url);
  await first.stop();
  expect(processIdentity(first.pid)).toBeUndefined();

  const second = await start();
  expect(second.port).toBe(first.port);
  expect(await stored(second.url)).toBe(1);
});

test('a server left behind by a killed owner is stopped and what it acknowledged is kept', async () => {
  const owner = await startOwner('nats', folder);
  await publish(`nats://127.0.0.1:${owner.server.port}`);
  await owner.kill('SIGKILL');
  expect(processIdentity(owner.server.pid)).toBeDefined();

  const server = await start();
  expect(processIdentity(owner.server.pid)).toBeUndefined();
  expect(await stored(server.url)).toBe(1);
});

test('a second live owner is refused, and its servers are ended once it is dead', async () => {
  const owner = await startOwner('nats', folder);
  await expect(start()).rejects.toMatchObject({ name: 'FolderInUseError', folder, ownerPid: owner.pid });
  expect(await endAbandoned(folder, log)).toBe(false);
  await owner.kill('SIGKILL');
  expect(await endAbandoned(folder, log)).toBe(true);
  expect(processIdentity(owner.server.pid)).toBeUndefined();
});

test('a pid file that names someone else is no obstacle, one folder has one server', async () => {
  writeFileSync(join(folder, 'nats-server.pid'), String(process.pid));
  await start();
  await expect(start()).rejects.toBeInstanceOf(FolderInUseError);
});

test('a given port is used, and reported when it is taken', async () => {
  const port = await freePort();
  expect((await start({ port })).url).toBe(`nats://127.0.0.1:${port}`);
  const other = freshFolder();
  try {
    await expect(start({ storeDir: other, port })).rejects.toBeInstanceOf(PortTakenError);
  } finally {
    rmSync(other, { recursive: true });
  }
});

test('with a token, only those who have it come in', async () => {
  const server = await start({ token: 'secret' });
  await expect(connect({ servers: server.url, reconnect: false })).rejects.toThrow(/authorization/i);
  const connection = await connect({ servers: server.url, token: 'secret' });
  await connection.close();
});

test('a server that dies by itself is reported', async () => {
  const died = new Promise((resolve) => {
    void start({ onExit: resolve }).then((server) => process.kill(server.pid, 'SIGKILL'));
  });
  expect(await died).toEqual({ code: null, signal: 'SIGKILL' });
});

test('a machine without the program is told what to install', async () => {
  const path = process.env.PATH;
  process.env.PATH = '/nowhere';
  try {
    const missing = findNatsServer({ install: false, cacheDir: folder, log });
    await expect(missing).rejects.toThrow(/apt-get install nats-server/);
  } finally {
    process.env.PATH = path;
  }
});
