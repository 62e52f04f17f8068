import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@boxoffice/servers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { openEmbedded } from '../databases/embedded.ts';

let dataDir: string;

const start = () =>
  startPostgres({ dataDir: join(dataDir, 'postgres'), settings: { fsync: 'off' }, log: () => undefined });

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'boxoffice-audit-'));
});

afterAll(() => {
  rmSync(realpathSync(join(dataDir, 'postgres')), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
});

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('select 1 as one');
  await client.end();
  return rows[0]?.one === 1;
}

test('a running platform is read where it runs, and left running', async () => {
  const server = await start();
  const embedded = await openEmbedded(dataDir);
  expect(embedded.stoppedAt).toBeUndefined();
  expect(await answers(embedded.url('postgres'))).toBe(true);
  await embedded.stop();
  expect(await answers(server.adminUrl)).toBe(true);
  await server.stop();
}, 60_000);

test('a stopped platform is read as it stopped, however often', async () => {
  await (await start()).stop();
  const stopped = Date.now();
  const first = await openEmbedded(dataDir);
  expect(await answers(first.url('postgres'))).toBe(true);
  await first.stop();
  const second = await openEmbedded(dataDir);
  await second.stop();
  expect(Math.abs(stopped - (first.stoppedAt?.getTime() ?? 0))).toBeLessThan(2000);
  expect(second.stoppedAt).toEqual(first.stoppedAt);
}, 60_000);

test('a platform that ran since the last audit has stopped later', async () => {
  const before = await openEmbedded(dataDir);
  await before.stop();
  const server = await start();
  expect(await answers(server.adminUrl)).toBe(true);
  await server.stop();
  const after = await openEmbedded(dataDir);
  await after.stop();
  expect(after.stoppedAt?.getTime()).toBeGreaterThan(before.stoppedAt?.getTime() ?? 0);
}, 60_000);

test('a data folder that was moved is found by its link', async () => {
  const elsewhere = join(dataDir, 'elsewhere');
  mkdirSync(elsewhere);
  const folder = realpathSync(join(dataDir, 'postgres'));
  renameSync(folder, join(elsewhere, 'postgres'));
  rmSync(join(dataDir, 'postgres'), { force: true });
  symlinkSync(join(elsewhere, 'postgres'), join(dataDir, 'postgres'));
  const embedded = await openEmbedded(dataDir);
  expect(await answers(embedded.url('postgres'))).toBe(true);
  await embedded.stop();
}, 60_000);
