import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { freshFolder, removeFolder, startOwner } from '../fixtures/owner-process.ts';
import { FolderInUseError } from '../process/own-folder.ts';
import { PortTakenError } from '../process/port.ts';
import { processIdentity } from '../process/process-info.ts';
import type { ServerExit } from '../process/server-process.ts';
import { provisionDatabase } from './provision-database.ts';
import { type PostgresOptions, type PostgresServer, startPostgres } from './start-postgres.ts';

// Making a cluster takes longer than all these tests, so they share one; each starts and stops its own servers.
let folder: string;
let running: PostgresServer[] = [];

beforeAll(() => {
  folder = freshFolder();
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop('immediate')));
  running = [];
});

afterAll(() => removeFolder(folder));

async function start(options: Partial<PostgresOptions> = {}): Promise<PostgresServer> {
  const settings = { fsync: 'off', shared_buffers: '16MB' };
  const server = await startPostgres({ dataDir: folder, settings, log: () => {}, ...options });
  running.push(server);
  return server;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('data and port survive a stop and a start', async () => {
  const first = await start();
  await query(first.adminUrl, 'CREATE TABLE seats (id int); INSERT INTO seats VALUES (7)');
  await first.stop();
  expect(processIdentity(first.pid)).toBeUndefined();

  const second = await start();
  expect(await query(second.adminUrl, 'SELECT id FROM seats')).toEqual([{ id: 7 }]);
  expect(second.port).toBe(first.port);
});

test('commits are durable by default, text is UTF-8 and ready for any language', async () => {
  const server = await start({ settings: {} });
  const rows = await query(
    server.adminUrl,
    `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
            current_setting('max_connections') AS connections, current_setting('server_encoding') AS encoding,
            lower('ÉVÉNEMENT São') AS lower`,
  );
  expect(rows).toEqual([{ fsync: 'on', commit: 'on', connections: '200', encoding: 'UTF8', lower: 'événement são' }]);
});

test('a server left behind by a killed owner is stopped and its committed data kept', async () => {
  const owner = await startOwner('postgres', folder);
  const { pid } = owner.server;
  await query(adminUrl(owner.server.port), 'CREATE TABLE left_behind (id int)');
  await owner.kill('SIGKILL');
  expect(processIdentity(pid)).toBeDefined();

  const server = await start();
  expect(processIdentity(pid)).toBeUndefined();
  expect(await query(server.adminUrl, 'SELECT count(*)::int AS n FROM left_behind')).toEqual([{ n: 0 }]);
});

test('an owner that exits without stopping its server takes it along', async () => {
  const owner = await startOwner('postgres', folder);
  await owner.kill('SIGTERM');
  for (let waited = 0; processIdentity(owner.server.pid) !== undefined && waited < 5_000; waited += 20) {
    await sleep(20);
  }
  expect(processIdentity(owner.server.pid)).toBeUndefined();
});

test('a second live owner is refused and told whom to stop', async () => {
  const owner = await startOwner('postgres', folder);
  try {
    const refusal = await start().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(FolderInUseError);
    expect(refusal).toMatchObject({ folder, ownerPid: owner.pid });
    expect(String(refusal)).toContain(folder);
    expect(processIdentity(owner.server.pid)).toBeDefined();
  } finally {
    await owner.kill('SIGKILL');
    await start();
  }
});

test('the same process can not start it twice on one folder', async () => {
  await start();
  await expect(start()).rejects.toBeInstanceOf(FolderInUseError);
});

test('a dead server that its parent has not noticed yet is no obstacle', async () => {
  await (await start()).stop();
  // The shell becomes a program that never asks after its child, which is PostgreSQL's user as a real one would be. The
  // child outlives the shell, which would ask after it.
  const { uid, gid } = statSync(join(folder, 'pgdata'));
  const parent = spawn('sh', ['-c', 'sleep 1 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    uid,
    gid,
  });
  try {
    const [line] = await once(parent.stdout, 'data');
    const dead = Number(line);
    while (processIdentity(dead) !== undefined) await sleep(5);
    expect(process.kill(dead, 0)).toBe(true);
    writeFileSync(join(folder, 'pgdata/postmaster.pid'), `${dead}\n`);
    setTimeout(() => parent.kill('SIGKILL'), 2000);
    const server = await start();
    expect(await query(server.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  } finally {
    parent.kill('SIGKILL');
  }
});

test('pid files that name a dead process or someone else are no obstacle', async () => {
  await (await start()).stop();
  for (const stranger of [process.pid, 999_999_999]) {
    writeFileSync(join(folder, 'pgdata', 'postmaster.pid'), `${stranger}\n${folder}/pgdata\n1\n1\n\n127.0.0.1\n`);
    writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid: stranger, identity: 'another boot/1' }));
    await (await start()).stop();
  }
  writeFileSync(join(folder, 'owner.json'), '');
  await start();
});

test('a port in use is reported when it was asked for, and avoided when it was not', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    await expect(start({ port })).rejects.toBeInstanceOf(PortTakenError);
    writeFileSync(join(folder, 'port'), String(port));
    expect((await start()).port).not.toBe(port);
  } finally {
    other.close();
  }
});

test('a bad setting fails with what PostgreSQL said', async () => {
  await expect(start({ settings: { no_such_setting: '1' } })).rejects.toThrow(/no_such_setting/);
});

test('a server that dies by itself is reported, one that is stopped is not', async () => {
  const exits: ServerExit[] = [];
  const died = new Promise<void>((resolve) => {
    void start({
      onExit: (exit) => {
        exits.push(exit);
        resolve();
      },
    }).then((server) => process.kill(server.pid, 'SIGKILL'));
  });
  await died;
  expect(exits).toEqual([{ code: null, signal: 'SIGKILL' }]);
  await running[0]?.stop();
  await (await start({ onExit: (exit) => exits.push(exit) })).stop();
  expect(exits).toHaveLength(1);
});

test('a link to nowhere as data folder starts afresh', async () => {
  const link = join(folder, 'link');
  symlinkSync(join(folder, 'gone'), link);
  const server = await start({ dataDir: link });
  // As root the link's folder is out of the reach of PostgreSQL's user, so the data moves and the link leads there.
  expect(server.dataDir).toBe(realpathSync(link));
  await server.stop();
  rmSync(server.dataDir, { recursive: true });
});

test('a database is provisioned once, for its owner alone', async () => {
  const server = await start();
  const orders = { database: 'orders', user: 'orders', password: 'p@ss/word' };
  const catalog = { database: 'catalog', user: 'catalog', password: 'other' };
  await Promise.all([provisionDatabase(server, orders), provisionDatabase(server.adminUrl, orders)]);
  await provisionDatabase(server, catalog);
  await query(server.url('orders', 'orders', 'p@ss/word'), 'CREATE TABLE purchases (id int)');

  await provisionDatabase(server, { ...orders, password: 'new' });
  const rows = await query(server.url('orders', 'orders', 'new'), 'SELECT count(*)::int AS n FROM purchases');
  expect(rows).toEqual([{ n: 0 }]);
  await expect(query(server.url('orders', 'catalog', 'other'), 'SELECT 1')).rejects.toThrow(/permission denied/);
});

test('a managed server’s administrator, who is no superuser, can provision', async () => {
  const server = await start();
  await query(server.adminUrl, "CREATE ROLE manager LOGIN CREATEROLE CREATEDB PASSWORD 'm'");
  await provisionDatabase(server.url('postgres', 'manager', 'm'), { database: 'a', user: 'a', password: 'a' });
  await provisionDatabase(server.url('postgres', 'manager', 'm'), { database: 'a', user: 'a', password: 'b' });
  expect(await query(server.url('a', 'a', 'b'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

function adminUrl(port: number): string {
  const password = readFileSync(join(folder, 'superuser-password'), 'utf8').trim();
  return `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
}
