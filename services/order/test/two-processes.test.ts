import { eventually } from '@boxoffice/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningOrder, startOrder } from './harness.ts';

let first: RunningOrder;
let second: Awaited<ReturnType<RunningOrder['open']>>;
let events = 0;

beforeAll(async () => {
  first = await startOrder({ leaseSeconds: 1 });
  second = await first.open({ leaseSeconds: 1 });
});
afterAll(() => first.stop());

const tickets = (...prices: number[]) => first.inventory.addEvent(++events, prices);

test('two processes on one database drive each purchase once', async () => {
  const placed = await Promise.all(
    Array.from({ length: 120 }, (_, i) => {
      const [process, ids] = [i % 2 === 0 ? first : second, tickets(1000)];
      return process.place(ids, i % 3 === 0 ? 'tok_declined' : 'tok_approved', { customerId: 1000 + i });
    }),
  );
  for (const { id } of placed) expect(first.provider.calls(`charge purchase-${id}-`)).toHaveLength(1);
  const calls = first.inventory.calls;
  for (const { id } of placed) expect(calls.reserve.filter((one) => one === id)).toHaveLength(1);
  const histories = await first.sql(
    `select purchase_id, array_agg(version order by version) as versions from purchase_history group by 1`,
  );
  for (const { versions } of histories) expect(versions).toEqual(versions.map((_: number, i: number) => i + 1));
});

test('holds that run out are ended once, by one of the two', async () => {
  const short = await first.open({ leaseSeconds: 1, holdSeconds: 1 });
  const placed = await Promise.all(
    Array.from({ length: 60 }, (_, i) => short.place(tickets(1000), undefined, { customerId: 2000 + i })),
  );
  await eventually(
    async () => expect(await first.sql("select 1 from purchases where status = 'reserved'")).toEqual([]),
    { timeoutMs: 15_000 },
  );
  for (const [i, { id }] of placed.entries()) {
    expect(await first.history(id, 2000 + i)).toEqual(['pending', 'reserved', 'expired hold_expired']);
    expect(await first.factsOf(id)).toEqual(['reserved', 'expired']);
  }
});

test('one purchase commanded through both processes at once is paid or cancelled, never both', async () => {
  for (let round = 0; round < 15; round++) {
    const ids = tickets(1000);
    const { id } = await first.place(ids);
    const [a, b] = [first.pay(id), second.cancel(id)];
    await Promise.all([a, b]);
    const status = await first.statusOf(id);
    expect(['paid', 'cancelled']).toContain(status);
    expect(first.provider.captured(id) - first.provider.refunded(id)).toBe(status === 'paid' ? 1000 : 0);
    await first.factsOf(id);
    expect(first.inventory.statusOf(ids[0] ?? 0)).toBe(status === 'paid' ? 'sold' : 'available');
  }
});

test('a process that drains finishes what it has begun', async () => {
  const leaving = await first.open({ leaseSeconds: 60 });
  const { promise: gate, resolve: answer } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  first.provider.script.charge = async (_charge, usual) => {
    begin();
    await gate;
    return usual();
  };
  const placing = leaving.place(tickets(1000), 'tok_approved');
  await begun;
  const closing = leaving.close();
  setTimeout(answer, 200);
  const placed = await placing;
  await closing;
  first.provider.script.charge = undefined;
  expect(placed.status).toBe('paid');
});
