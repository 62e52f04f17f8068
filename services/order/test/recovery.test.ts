import { eventually } from '@boxoffice/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RunningOrder, startOrder } from './harness.ts';
import { createScriptedProvider, type ScriptedProvider } from './scripted-provider.ts';

const LEASE = { leaseSeconds: 1 };
const PATIENT = { paymentTimeoutMs: 60_000 };

// The first process hangs where a test tells it to, as a process that crashed does; the second one shares its books.
let order: RunningOrder;
let other: ScriptedProvider;
let events = 0;
let release: () => void;
let gate: Promise<void>;

beforeEach(async () => {
  ({ promise: gate, resolve: release } = Promise.withResolvers<void>());
  order = await startOrder({ ...LEASE, ...PATIENT });
  other = createScriptedProvider(order.provider.books);
});
afterEach(async () => {
  release();
  await order.stop();
});

const tickets = (...prices: number[]) => order.inventory.addEvent(++events, prices);
const kept = () => other.captured() - other.refunded();
const takeOver = () => order.open({ ...LEASE, provider: other });

/** The one purchase of a test, once it stands somewhere. */
async function standing(status: string): Promise<number> {
  return eventually(async () => {
    const rows = await order.sql('select id from purchases where status = $1', [status]);
    expect(rows).toHaveLength(1);
    return Number(rows[0].id);
  });
}

/** What the hanging process was asked comes to nothing, or to the same, once it goes on. */
async function letGo(hanging: Promise<unknown>): Promise<void> {
  release();
  await hanging.catch(() => undefined);
}

test('recorded and not reserved: it fails as interrupted, and a hold that comes late is given back', async () => {
  const ids = tickets(1000);
  order.inventory.script.reserve = () => gate;
  const hanging = order.place(ids, 'tok_approved');
  const id = await standing('pending');
  await takeOver();
  await order.comesTo(id, 'failed');
  expect(await order.history(id)).toEqual(['pending', 'failed interrupted']);
  expect(await order.factsOf(id)).toEqual(['failed']);
  await letGo(hanging);
  expect(ids.map(order.inventory.statusOf)).toEqual(['available']);
  expect(await order.statusOf(id)).toBe('failed');
  expect(kept()).toBe(0);
});

test('charged and not confirmed: it is found by its key, confirmed and paid, without a second charge', async () => {
  const ids = tickets(1000);
  order.provider.script.charge = async (_charge, usual) => {
    usual();
    await gate;
    return usual();
  };
  const hanging = order.place(ids, 'tok_approved');
  const id = await standing('paying');
  await takeOver();
  await order.comesTo(id, 'paid');
  await letGo(hanging);
  expect(await order.history(id)).toEqual(['pending', 'reserved', 'paying', 'paid']);
  expect(order.provider.calls('charge')).toHaveLength(1);
  expect([kept(), order.inventory.statusOf(ids[0] ?? 0)]).toEqual([1000, 'sold']);
});

test('a process that is overtaken answers its customer with the purchase as it stands, not with a defect', async () => {
  order.provider.script.charge = async (_charge, usual) => {
    usual();
    await gate;
    return usual();
  };
  const hanging = order.place(tickets(1000), 'tok_approved');
  const id = await standing('paying');
  await takeOver();
  await order.comesTo(id, 'paid');
  release();
  expect(await hanging).toMatchObject({ id, status: 'paid', reason: null });
  const reserved = await order.place(tickets(1000));
  ({ promise: gate, resolve: release } = Promise.withResolvers<void>());
  const paying = order.pay(reserved.id);
  await order.comesTo(reserved.id, 'paid');
  release();
  expect(await paying).toMatchObject({ id: reserved.id, status: 'paid', reason: null });
});

test('never charged: it fails after a while; a charge that is sent late after all goes back', async () => {
  const ids = tickets(1000);
  order.provider.script.charge = async (_charge, usual) => {
    await gate;
    return usual();
  };
  const hanging = order.place(ids, 'tok_approved');
  const id = await standing('paying');
  await takeOver();
  await order.comesTo(id, 'failed');
  expect(await order.history(id)).toEqual(['pending', 'reserved', 'paying', 'failed payment_timeout']);
  expect(await order.factsOf(id)).toEqual(['failed']);
  await letGo(hanging);
  expect(order.provider.captured()).toBe(1000);
  await eventually(() => expect(kept()).toBe(0), { timeoutMs: 15_000 });
  expect(ids.map(order.inventory.statusOf)).toEqual(['available']);
}, 40_000);

test('declined and not noted: the decline is found by its key', async () => {
  order.provider.script.charge = async (_charge, usual) => {
    usual();
    await gate;
    return usual();
  };
  const hanging = order.place(tickets(1000), 'tok_declined');
  const id = await standing('paying');
  await takeOver();
  await order.comesTo(id, 'failed');
  await letGo(hanging);
  expect(await order.history(id)).toEqual(['pending', 'reserved', 'paying', 'failed payment_declined']);
  expect((await order.get(id)).reason).toBe('payment_declined');
});

test('free and not confirmed: it is confirmed', async () => {
  const ids = tickets(0);
  let first = true;
  order.inventory.script.confirm = () => {
    if (!first) return 'well';
    first = false;
    return gate;
  };
  const hanging = order.place(ids);
  const id = await standing('paying');
  await takeOver();
  await order.comesTo(id, 'paid');
  await letGo(hanging);
  expect(await order.factsOf(id)).toEqual(['paid']);
  expect(ids.map(order.inventory.statusOf)).toEqual(['sold']);
});

test('refund under way: it is sent again with its key, and paid once', async () => {
  const ids = tickets(1000, 250);
  const { id } = await order.place(ids, 'tok_approved');
  order.provider.script.refund = async (_refund, usual) => {
    usual();
    await gate;
  };
  const hanging = order.cancel(id, ids.slice(0, 1));
  await standing('cancelling');
  await takeOver();
  await order.comesTo(id, 'paid');
  await letGo(hanging);
  expect([kept(), other.refunded()]).toEqual([250, 1000]);
  expect(new Set(order.provider.calls('refund')).size).toBe(1);
  expect(await order.factsOf(id)).toEqual(['paid', 'cancelled']);
});

test('reserved for too long: it expires, its tickets are free, its demand is lost, and it can not be paid', async () => {
  const short = await order.open({ ...LEASE, holdSeconds: 1, provider: other });
  const ids = tickets(1000, 250);
  const { id } = await short.place(ids);
  await order.comesTo(id, 'expired');
  expect(await order.history(id)).toEqual(['pending', 'reserved', 'expired hold_expired']);
  expect(await order.factsOf(id)).toEqual(['reserved', 'expired']);
  expect(ids.map(order.inventory.statusOf)).toEqual(['available', 'available']);
  expect(await short.pay(id)).toMatchObject({ reason: 'hold_expired' });
  expect(other.calls('charge')).toEqual([]);
  const { failures } = await order.client.listFailures({ eventId: BigInt(events) }, order.asPartner());
  expect(failures).toMatchObject([{ purchaseId: BigInt(id), reason: 'hold_expired', lost: [{ amount: 1250n }] }]);
});

test('a hold does not expire while its payment is under way, and does when that payment is declined too late', async () => {
  const short = await order.open({ ...LEASE, ...PATIENT, holdSeconds: 1, provider: other });
  other.script.charge = async (_charge, usual) => {
    await gate;
    return usual();
  };
  const { id } = await short.place(tickets(1000));
  const paying = short.pay(id, 'tok_declined');
  await standing('paying');
  await eventually(async () => {
    const [row] = await order.sql('select expires_at < now() as over from purchases where id = $1', [id]);
    expect(row).toEqual({ over: true });
  });
  expect(await order.statusOf(id)).toBe('paying');
  release();
  await paying;
  await order.comesTo(id, 'expired');
});

test('rows left by a process that is gone, one in each status, are all finished by the next one', async () => {
  const steps = [
    ['pending', null],
    ['paying', 'captured'],
    ['paying', 'declined'],
    ['paying', 'unknown'],
    ['cancelling', 'captured'],
  ] as const;
  const ids: number[] = [];
  for (const [status, charge] of steps) {
    const [ticket = 0] = tickets(1000);
    const { id } = await order.place([ticket]);
    ids.push(id);
    const paid = status === 'cancelling';
    const at =
      status === 'pending' ? "items = '[]', currency = null, generation = 0, expires_at = null" : 'expires_at = null';
    await order.sql(
      `update purchases set status = $2, pay_at_once = true, paid_at = case when $3 then now() end, ${at} where id = $1`,
      [id, status, paid],
    );
    await order.sql(
      `update sagas set due_at = now() - interval '1 second' + interval '2 seconds' where purchase_id = $1`,
      [id],
    );
    if (charge === null) continue;
    const key = `purchase-${id}-1`;
    await order.sql(
      `insert into payments (purchase_id, attempt, key, provider, method, amount, currency, status, started_at, updated_at)
       values ($1, 1, $2, 'scripted', 'card', 1000, 'BRL', $3, now(), now())`,
      [id, key, paid ? 'captured' : 'processing'],
    );
    if (charge === 'captured') {
      order.provider.books.charges.set(key, { outcome: { type: 'captured', reference: 'ref' }, amount: 1000 });
    }
    if (charge === 'declined') {
      order.provider.books.charges.set(key, { outcome: { type: 'declined', code: 'card_declined' }, amount: 1000 });
    }
    if (!paid) continue;
    await order.sql(
      `insert into refunds (purchase_id, number, key, amount, currency, ticket_ids, reason, started_at)
       values ($1, 1, $2, 1000, 'BRL', $3, 'cancelled_by_customer', now())`,
      [id, `refund-${id}-1`, [ticket]],
    );
    await order.sql(`insert into sagas values ($1, now()) on conflict (purchase_id) do update set due_at = now()`, [
      id,
    ]);
  }
  const ends = ['failed', 'paid', 'failed', 'failed', 'cancelled'];
  for (const [i, id] of ids.entries()) await order.comesTo(id, ends[i] ?? '');
  await eventually(async () => expect(await order.sql('select 1 from sagas')).toEqual([]));
  expect(ids.map((id) => order.provider.captured(id) - order.provider.refunded(id))).toEqual([0, 1000, 0, 0, 0]);
  const reasons = await Promise.all(ids.map(async (id) => (await order.get(id)).reason));
  expect(reasons).toEqual(['interrupted', '', 'payment_declined', 'payment_timeout', 'cancelled_by_customer']);
}, 40_000);
