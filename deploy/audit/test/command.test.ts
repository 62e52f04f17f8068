import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { administer, withCopies } from './databases.ts';
import { openWorld, type World } from './world.ts';

const MAIN = join(import.meta.dirname, '../main.ts');

let world: World;

beforeAll(async () => {
  world = await openWorld();
}, 60_000);

afterAll(() => world.drop());

async function run(urls: World['urls'], ...args: string[]) {
  const env = {
    ...process.env,
    IDENTITY_DATABASE_URL: urls.identity,
    CATALOG_DATABASE_URL: urls.catalog,
    INVENTORY_DATABASE_URL: urls.inventory,
    ORDER_DATABASE_URL: urls.order,
  };
  const child = spawn(process.execPath, [MAIN, ...args], { env });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err, code };
}

test('a clean audit ends with 0', async () => {
  const { out, err, code } = await run(world.urls);
  expect(out).toMatch(/^I1 {2}ok .* rows {2}at most one live sale per ticket/m);
  expect(out).toMatch(/\naudit clean\n$/);
  expect(err).toMatch(/^checking I1\n[\s\S]*checking I9\n$/);
  expect(code).toBe(0);
}, 30_000);

test('an audit with violations names them and ends with 1', async () => {
  const { declined } = world.purchases;
  await withCopies(world.urls, ['order'], async (urls) => {
    await administer(urls.order, `update purchases set reason = null where id = ${declined}`);
    const { out, code } = await run(urls, '--json');
    expect(code).toBe(1);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ clean: false, violations: 1, rounds: 3, graceSeconds: 60 });
    expect(report.invariants[2]).toMatchObject({
      id: 'I3',
      findings: [{ ids: { purchase_id: declined }, problem: 'is failed without a reason' }],
    });
  });
}, 60_000);

test('an audit that could not be made tells why and ends with 2', async () => {
  const nowhere = 'postgresql://nobody@127.0.0.1:1/orders';
  const { out, err, code } = await run({ ...world.urls, order: nowhere }, '--json');
  expect(err).toContain("The order database can't be read: connect ECONNREFUSED 127.0.0.1:1\n");
  expect(JSON.parse(out).error).toContain('ECONNREFUSED');
  expect(code).toBe(2);
  expect((await run(world.urls, '--grace', 'soon')).code).toBe(2);
  expect((await run(world.urls, '--gracious')).err).toContain("Unknown option '--gracious'");
}, 30_000);
