import { eventually } from '@boxoffice/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { CUSTOMER, collect, type RunningOrder, startOrder } from './harness.ts';
import { createScriptedProvider } from './scripted-provider.ts';

let order: RunningOrder;
let events = 0;
let keys = 0;

beforeAll(async () => {
  order = await startOrder({ leaseSeconds: 2 });
});
afterAll(() => order.stop());
beforeEach(() => {
  order.provider.script.charge = undefined;
  order.provider.script.refund = undefined;
  order.inventory.script.reserve = () => 'well';
});

const tickets = (...prices: number[]) => order.inventory.addEvent(++events, prices);
const newKey = () => `key-${++keys}`;

const gateOf = () => Promise.withResolvers<void>();

test('placing with the same key again gets the stored answer; nothing happens twice', async () => {
  const ids = tickets(1000);
  const key = newKey();
  const first = await order.place(ids, 'tok_approved', { key });
  expect(first).toMatchObject({ status: 'paid', replayed: false });
  const again = await order.place(ids, 'tok_approved', { key });
  expect(again).toMatchObject({ id: first.id, status: 'paid', replayed: true });
  expect(order.provider.captured(first.id)).toBe(1000);
});

test('a refused purchase is answered the same again, although its tickets are free by now', async () => {
  const ids = tickets(1000);
  const key = newKey();
  const other = await order.place(ids, undefined, { customerId: 8 });
  const refused = await order.place(ids, 'tok_approved', { key });
  expect(refused).toMatchObject({ status: 'failed', reason: 'ticket_unavailable' });
  await order.cancel(other.id, [], { customerId: 8 });
  await order.factsOf(other.id);
  const again = await order.place(ids, 'tok_approved', { key });
  expect(again).toMatchObject({ id: refused.id, reason: 'ticket_unavailable', replayed: true });
  expect(again.result.failure?.metadata).toEqual(refused.result.failure?.metadata);
});

test('the same key with another command is refused, and another customer may use it', async () => {
  const key = newKey();
  const first = await order.place(tickets(1000), undefined, { key, content: 'one seat' });
  const other = await order.place(tickets(1000), undefined, { key, content: 'another seat' });
  expect(other).toMatchObject({ id: 0, reason: 'idempotency_key_reused' });
  const foreign = await order.place(tickets(1000), undefined, { key, content: 'another seat', customerId: 8 });
  expect(foreign).toMatchObject({ status: 'reserved', replayed: false });
  expect(foreign.id).not.toBe(first.id);
});

test('while the first command is under way its key is in progress', async () => {
  const { promise: gate, resolve: open } = gateOf();
  order.inventory.script.reserve = () => gate;
  const ids = tickets(1000);
  const key = newKey();
  const first = order.place(ids, undefined, { key });
  await eventually(async () => {
    expect((await order.place(ids, undefined, { key })).reason).toBe('idempotency_in_progress');
  });
  open();
  const { id } = await first;
  expect(await order.place(ids, undefined, { key })).toMatchObject({ id, status: 'reserved', replayed: true });
});

test('many at once with one key place one purchase', async () => {
  const ids = tickets(1000);
  const key = newKey();
  const answers = await Promise.all(Array.from({ length: 30 }, () => order.place(ids, 'tok_approved', { key })));
  const placed = new Set(answers.flatMap(({ id, reason }) => (reason === 'idempotency_in_progress' ? [] : [id])));
  expect(placed.size).toBe(1);
  const rows = await order.sql('select count(*)::int as n from purchases where ticket_ids = $1', [ids]);
  expect(rows).toEqual([{ n: 1 }]);
});

test.each([
  ['pay', 'paid'],
  ['cancel', 'cancelled'],
] as const)('what the same command did between two looks of its repetition is its answer: %s', async (what, status) => {
  const command = (id: number, key: string) =>
    what === 'pay' ? order.pay(id, 'tok_approved', { key }) : order.cancel(id, [], { key });
  const { id: example } = await order.place(tickets(1000));
  const exampleKey = newKey();
  await command(example, exampleKey);
  const { id } = await order.place(tickets(1000));
  const key = newKey();
  const other = await order.connection();
  try {
    await other.query('begin; lock table refunds');
    const repeated = command(id, key);
    await eventually(async () => {
      const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      expect((await other.query(waiting)).rows).not.toEqual([]);
    });
    // The repetition has looked at its key; now the other one is through.
    await other.query(
      `insert into idempotency_keys (account, operation, key, request_hash, purchase_id, response)
       select account, replace(operation, $1, $2), $3, request_hash, $2::bigint, response
         from idempotency_keys where key = $4`,
      [String(example), String(id), key, exampleKey],
    );
    await other.query('update purchases set status = $2 where id = $1', [id, status === 'paid' ? 'paying' : 'failed']);
    await other.query('commit');
    expect(await repeated).toMatchObject({ id: example, status, replayed: true });
  } finally {
    await other.query('rollback');
    await order.sql('update purchases set status = $2 where id = $1', [id, 'reserved']);
    other.release();
  }
});

test('one message that carries a key twice places one purchase', async () => {
  const [a, b] = [tickets(1000), tickets(1000)];
  const key = newKey();
  const idempotency = { key, requestHash: Buffer.from('content') };
  const commands = [a, b].map((ids) => ({ customerId: 7n, ticketIds: ids.map(BigInt), idempotency }));
  expect(await collect(order.client.placePurchases({ purchases: commands }))).toHaveLength(2);
  const rows = await order.sql('select count(*)::int as n from purchases where ticket_ids in ($1, $2)', [a, b]);
  expect(rows).toEqual([{ n: 1 }]);
});

test('paying with the same key again gets the stored answer, a decline too', async () => {
  const { id } = await order.place(tickets(1000));
  const [declined, approved] = [newKey(), newKey()];
  expect(await order.pay(id, 'tok_declined', { key: declined })).toMatchObject({ reason: 'payment_declined' });
  expect(await order.pay(id, 'tok_approved', { key: approved })).toMatchObject({ status: 'paid' });
  expect(await order.pay(id, 'tok_declined', { key: declined })).toMatchObject({
    status: 'reserved',
    reason: 'payment_declined',
    replayed: true,
  });
  expect(await order.pay(id, 'tok_approved', { key: approved })).toMatchObject({ status: 'paid', replayed: true });
  expect(await order.pay(id, 'tok_approved', { key: approved, content: 'other' })).toMatchObject({
    reason: 'idempotency_key_reused',
  });
  expect(order.provider.captured(id)).toBe(1000);
});

test('cancelling with the same key again gets the stored answer; a later command has one of its own', async () => {
  const ids = tickets(1000, 250);
  const { id } = await order.place(ids, 'tok_approved');
  const [part, rest] = [newKey(), newKey()];
  const one = ids.slice(0, 1);
  expect(await order.cancel(id, one, { key: part })).toMatchObject({ status: 'paid', replayed: false });
  expect(await order.cancel(id, [], { key: rest })).toMatchObject({ status: 'cancelled', replayed: false });
  expect(await order.cancel(id, one, { key: part })).toMatchObject({ status: 'paid', replayed: true });
  expect(await order.cancel(id, [], { key: rest })).toMatchObject({ status: 'cancelled', replayed: true });
  expect(order.provider.refunded(id)).toBe(1250);
});

test('cancelling what is cancelled already stores an answer too', async () => {
  const { id } = await order.place(tickets(1000), 'tok_approved');
  await order.cancel(id);
  const key = newKey();
  expect(await order.cancel(id, [], { key })).toMatchObject({ status: 'cancelled', replayed: false });
  expect(await order.cancel(id, [], { key })).toMatchObject({ status: 'cancelled', replayed: true });
});

test('a command that was refused before it began leaves its key unused', async () => {
  const key = newKey();
  const { id } = await order.place(tickets(1000));
  const paying = gateOf();
  const begun = gateOf();
  order.provider.script.charge = async (_charge, usual) => {
    begun.resolve();
    await paying.promise;
    return usual();
  };
  const payment = order.pay(id);
  await begun.promise;
  expect(await order.cancel(id, [], { key })).toMatchObject({ reason: 'purchase_not_cancellable', replayed: false });
  paying.resolve();
  await payment;
  expect(await order.cancel(id, [], { key })).toMatchObject({ status: 'cancelled', replayed: false });
});

test('of commands at the same moment none is ever answered with another one’s answer', async () => {
  for (let round = 0; round < 25; round++) {
    const { id } = await order.place(tickets(1000));
    const [payKey, cancelKey] = [newKey(), newKey()];
    const [paid, cancelled] = await Promise.all([
      order.pay(id, 'tok_approved', { key: payKey }),
      order.cancel(id, [], { key: cancelKey }),
    ]);
    await order.factsOf(id);
    if (cancelled.reason === 'purchase_not_cancellable') {
      // It is not cancelled; asked again, it is either still refused or cancelled now, never said to have been.
      const again = await order.cancel(id, [], { key: cancelKey });
      expect([again.status, again.reason]).not.toEqual(['paid', null]);
    }
    if (paid.reason === 'purchase_not_payable') {
      const again = await order.pay(id, 'tok_approved', { key: payKey });
      expect([again.status, again.reason]).not.toEqual(['cancelled', null]);
    }
  }
});

test('a customer that was told "not yet" finds the answer under its key when it is there', async () => {
  let failures = 2;
  order.provider.script.refund = async (_refund, usual) => {
    if (failures-- > 0) throw new Error('the provider is away');
    usual();
  };
  const { id } = await order.place(tickets(1000), 'tok_approved');
  const key = newKey();
  expect(await order.cancel(id, [], { key })).toMatchObject({ status: 'cancelling', reason: null });
  expect(await order.cancel(id, [], { key })).toMatchObject({ reason: 'idempotency_in_progress' });
  await order.comesTo(id, 'cancelled');
  expect(await order.cancel(id, [], { key })).toMatchObject({ status: 'cancelled', reason: null, replayed: true });
});

test('a purchase that another process finished answers under its key', async () => {
  const { promise: gate, resolve: open } = gateOf();
  const hanging = createScriptedProvider(order.provider.books);
  hanging.script.charge = async (_charge, usual) => {
    usual();
    await gate;
    return usual();
  };
  const stuck = await order.open({ leaseSeconds: 2, paymentTimeoutMs: 60_000, provider: hanging });
  const ids = tickets(1000);
  const key = newKey();
  const waiting = stuck.place(ids, 'tok_approved', { key });
  await eventually(
    async () =>
      expect(await order.place(ids, 'tok_approved', { key })).toMatchObject({ status: 'paid', replayed: true }),
    { timeoutMs: 15_000 },
  );
  open();
  await waiting;
});

test('a key of a purchase that stays undecided for minutes is in progress all the time', async () => {
  const { promise: gate, resolve: open } = gateOf();
  order.provider.script.charge = async (_charge, usual) => {
    await gate;
    return usual();
  };
  const ids = tickets(1000);
  const key = newKey();
  const waiting = order.place(ids, 'tok_approved', { key });
  await eventually(async () => {
    const aged = await order.sql(
      `update idempotency_keys set created_at = now() - interval '5 minutes' where key = $1 returning 1`,
      [key],
    );
    expect(aged).toHaveLength(1);
  });
  const again = await order.place(ids, 'tok_approved', { key });
  open();
  await waiting;
  expect(again).toMatchObject({ reason: 'idempotency_in_progress' });
});

const ageKey = (key: string, seconds: number) =>
  order.sql('update idempotency_keys set created_at = now() - make_interval(secs => $2) where key = $1 returning 1', [
    key,
    seconds,
  ]);

test('a key whose command died before its first step may be used again after ten seconds', async () => {
  const { id } = await order.place(tickets(1000));
  const key = newKey();
  await order.sql(
    `insert into idempotency_keys (account, operation, key, request_hash, purchase_id)
     values ($1, $2, $3, convert_to('content', 'utf8'), $4)`,
    [`customer:${CUSTOMER}`, `pay_purchase:${id}`, key, id],
  );
  expect(await order.pay(id, 'tok_approved', { key })).toMatchObject({ reason: 'idempotency_in_progress' });
  await ageKey(key, 11);
  expect(await order.pay(id, 'tok_approved', { key })).toMatchObject({ status: 'paid', replayed: false });
  expect(await order.pay(id, 'tok_approved', { key })).toMatchObject({ status: 'paid', replayed: true });
});

test('a key of a payment that takes its time stays in progress', async () => {
  const { promise: gate, resolve: open } = gateOf();
  order.provider.script.charge = async (_charge, usual) => {
    await gate;
    return usual();
  };
  const { id } = await order.place(tickets(1000));
  const key = newKey();
  const waiting = order.pay(id, 'tok_approved', { key });
  await order.comesTo(id, 'paying');
  await ageKey(key, 11);
  const again = await order.pay(id, 'tok_approved', { key });
  open();
  expect(again).toMatchObject({ reason: 'idempotency_in_progress' });
  expect(await waiting).toMatchObject({ status: 'paid' });
});

test('a key is free again after a day', async () => {
  const key = newKey();
  const first = await order.place(tickets(1000), undefined, { key });
  await order.sql(`update idempotency_keys set created_at = now() - interval '25 hours' where key = $1`, [key]);
  const second = await order.place(tickets(1000), undefined, { key, content: 'something else' });
  expect(second).toMatchObject({ status: 'reserved', replayed: false });
  expect(second.id).not.toBe(first.id);
});
