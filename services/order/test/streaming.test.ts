import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { collect, placing, type RunningOrder, startOrder } from './harness.ts';

let order: RunningOrder;
let events = 0;
let gate: PromiseWithResolvers<void>;

beforeAll(async () => {
  order = await startOrder({ paymentTimeoutMs: 60_000 });
});
afterAll(() => order.stop());
beforeEach(() => {
  gate = Promise.withResolvers<void>();
});

const ticket = (price = 1000) => order.inventory.addEvent(++events, [price]);

test('a slow payment holds up no other purchase of its message', async () => {
  order.provider.script.charge = async ({ token }, usual) => {
    if (token === 'tok_declined') await gate.promise;
    return usual();
  };
  const tokens = ['tok_approved', 'tok_declined', 'tok_approved', 'tok_approved'];
  const stream = order.client.placePurchases({ purchases: tokens.map((token) => placing(ticket(), token)) });
  const seen: [index: number, ok: boolean][] = [];
  for await (const { results } of stream) {
    seen.push(...results.map(({ index, failure }): [number, boolean] => [index, failure === undefined]));
    if (seen.length === 3) gate.resolve();
  }
  expect(seen.slice(0, 3).toSorted()).toEqual([
    [0, true],
    [2, true],
    [3, true],
  ]);
  expect(seen.slice(3)).toEqual([[1, false]]);
});

test('a crowd whose payments are slow keeps nobody from buying', async () => {
  order.provider.script.charge = async ({ token }, usual) => {
    if (token === 'tok_declined') await gate.promise;
    return usual();
  };
  const crowd = Array.from({ length: 600 }, () => placing(ticket(), 'tok_declined'));
  const slow = collect(order.client.placePurchases({ purchases: crowd }));
  expect(await order.place(ticket(), 'tok_approved')).toMatchObject({ status: 'paid' });
  gate.resolve();
  expect((await slow).map(({ reason }) => reason)).toEqual(crowd.map(() => 'payment_declined'));
});

test('a slow hold and a slow confirmation hold up nobody else, in this message or in another', async () => {
  const [slow, stuck] = [ticket(), ticket()];
  let reserving = 0;
  order.inventory.script.reserve = () => (++reserving === 1 ? gate.promise : 'well');
  const first = order.place(slow, 'tok_approved');
  while (reserving === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  let confirming = 0;
  order.inventory.script.confirm = () => (++confirming === 1 ? gate.promise : 'well');
  const second = order.place(stuck, 'tok_approved');
  while (confirming === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  const others = await collect(
    order.client.placePurchases({ purchases: Array.from({ length: 20 }, () => placing(ticket(), 'tok_approved')) }),
  );
  expect(others.map(({ status }) => status)).toEqual(others.map(() => 'paid'));
  gate.resolve();
  expect([(await first).status, (await second).status]).toEqual(['paid', 'paid']);
});

test('commands that fail are results like any other, each at its place', async () => {
  const taken = ticket();
  await order.place(taken, 'tok_approved', { customerId: 8 });
  const purchases = [placing(ticket(), 'tok_approved'), placing([]), placing(taken, 'tok_approved'), placing(ticket())];
  const answers = await collect(order.client.placePurchases({ purchases }));
  const inOrder = answers.toSorted((a, b) => a.result.index - b.result.index);
  expect(inOrder.map(({ status, reason }) => [status, reason])).toEqual([
    ['paid', null],
    ['unspecified', 'validation_failed'],
    ['failed', 'ticket_unavailable'],
    ['reserved', null],
  ]);
});

test('a message of a thousand purchases is answered in full, and one more is refused', async () => {
  const ids = order.inventory.addEvent(
    ++events,
    Array.from({ length: 1000 }, () => 0),
  );
  const purchases = ids.map((id, i) => placing([id], undefined, { customerId: i + 1 }));
  const answers = await collect(order.client.placePurchases({ purchases }));
  expect(answers.map(({ result }) => result.index).toSorted((a, b) => a - b)).toEqual(ids.map((_, i) => i));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['paid']));
  const tooMany = order.client.placePurchases({ purchases: [...purchases, placing(ticket())] });
  await expect(collect(tooMany)).rejects.toThrow('1000 at most');
});

test('a caller that goes away in the middle leaves its purchases to be finished', async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  order.provider.script.charge = async (_charge, usual) => {
    begin();
    await gate.promise;
    return usual();
  };
  const ids = ticket();
  const leaving = new AbortController();
  const stream = order.client.placePurchases({ purchases: [placing(ids, 'tok_approved')] }, { signal: leaving.signal });
  const gone = collect(stream).catch(() => 'gone');
  await begun;
  leaving.abort();
  expect(await gone).toBe('gone');
  gate.resolve();
  order.provider.script.charge = undefined;
  const [row] = await order.sql('select id from purchases where ticket_ids = $1', [ids]);
  await order.comesTo(Number(row.id), 'paid');
});
