import { type Idempotency, IdempotencySchema } from '@boxoffice/contracts/common/v1/idempotency';
import { MoneySchema } from '@boxoffice/contracts/common/v1/money';
import { forgetOldKeys, onceByKey } from '@boxoffice/platform';
import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestDatabase, type TestDatabase } from './test-database.ts';

let at: TestDatabase;
let keys = 0;

beforeAll(async () => {
  at = await startTestDatabase();
});
afterAll(() => at.stop());

const SCOPE = { account: 'partner:1', operation: 'create_event' };

const newKey = (content = 'content'): Idempotency => keyed(`key-${++keys}`, content);

function keyed(key: string, content: string): Idempotency {
  return create(IdempotencySchema, { key, requestHash: Buffer.from(content) });
}

let runs = 0;

// Each run of the command has its own answer.
const command = async () => create(MoneySchema, { amount: BigInt(++runs), currency: 'BRL' });

async function once(
  key: Idempotency | undefined,
  run = command,
  scope = SCOPE,
): Promise<[amount: number, replayed: boolean]> {
  const { response, replayed } = await at.database.transaction('test', (em) =>
    onceByKey(em, scope, key, MoneySchema, run),
  );
  return [Number(response.amount), replayed];
}

test('the same key and content gets the first answer again, and the command runs once', async () => {
  const key = newKey();
  const [amount, replayed] = await once(key);
  expect(replayed).toBe(false);
  expect(await once(key)).toEqual([amount, true]);
  expect(runs).toBe(amount);
});

test('the same key with another content is refused', async () => {
  const key = newKey('one seat');
  await once(key);
  await expect(once(keyed(key.key, 'two seats'))).rejects.toMatchObject({
    kind: 'unprocessable',
    reason: 'idempotency_key_reused',
  });
});

test('without a key the command runs each time', async () => {
  const [first] = await once(undefined);
  expect(await once(keyed('', 'content'))).toEqual([first + 1, false]);
});

test('a key belongs to one account and one operation', async () => {
  const key = newKey();
  const [first] = await once(key);
  expect(await once(key, command, { ...SCOPE, account: 'partner:2' })).toEqual([first + 1, false]);
  expect(await once(key, command, { ...SCOPE, operation: 'cancel_event:1' })).toEqual([first + 2, false]);
  expect(await once(key)).toEqual([first, true]);
});

test('while the first command is under way on another connection the key is in progress', async () => {
  const key = newKey();
  const { promise: gate, resolve: finish } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const first = once(key, async () => {
    begin();
    await gate;
    return command();
  });
  await begun;
  try {
    await expect(once(key)).rejects.toMatchObject({ kind: 'conflict', reason: 'idempotency_in_progress' });
  } finally {
    finish();
  }
  const [amount] = await first;
  expect(await once(key)).toEqual([amount, true]);
});

test('of many at once one runs; the others are told that it is under way, or get its answer', async () => {
  const key = newKey();
  const before = runs;
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => once(key)));
  expect(runs).toBe(before + 1);
  for (const result of results) {
    if (result.status === 'fulfilled') expect(result.value[0]).toBe(runs);
    else expect(result.reason).toMatchObject({ reason: 'idempotency_in_progress' });
  }
});

test('a command that throws leaves its key unused', async () => {
  const key = newKey();
  const fails = async () => {
    await command();
    throw new Error('seat taken');
  };
  await expect(once(key, fails)).rejects.toThrow('seat taken');
  expect(await once(key)).toEqual([runs, false]);
});

test('a transaction that is rolled back after the command leaves its key unused', async () => {
  const key = newKey();
  const rolledBack = at.database.transaction('test', async (em) => {
    await onceByKey(em, SCOPE, key, MoneySchema, command);
    throw new Error('the commit failed');
  });
  await expect(rolledBack).rejects.toThrow('the commit failed');
  expect(await once(key)).toEqual([runs, false]);
});

test('a key is free again after a day, and forgotten; younger ones are kept', async () => {
  const [old, young, reused] = [newKey(), newKey(), newKey()];
  for (const key of [old, young, reused]) await once(key);
  const age = (key: Idempotency, hours: number) =>
    at.rows(`update idempotency_keys set created_at = now() - make_interval(hours => $2) where key = $1`, [
      key.key,
      hours,
    ]);
  await Promise.all([age(old, 25), age(young, 23), age(reused, 25)]);
  expect(await once(keyed(reused.key, 'another content'))).toEqual([runs, false]);
  await forgetOldKeys(at.database.read());
  const kept = (await at.rows('select key from idempotency_keys')).map(({ key }) => key);
  expect(kept).toEqual(expect.arrayContaining([young.key, reused.key]));
  expect(kept).not.toContain(old.key);
});
