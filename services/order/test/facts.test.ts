import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CUSTOMER, type RunningOrder, startOrder } from './harness.ts';

let order: RunningOrder;
let events = 0;

beforeAll(async () => {
  order = await startOrder();
});
afterAll(() => order.stop());

const tickets = (...prices: number[]) => order.inventory.addEvent(++events, prices);

/** What was told of a purchase, once all has been heard. */
async function toldOf(id: number) {
  await order.factsOf(id);
  return order.facts.filter(({ message }) => Number(message.purchaseId) === id);
}

const generationOf = async (id: number) => {
  const [row] = await order.sql('select generation from purchases where id = $1', [id]);
  return BigInt(row.generation);
};

test('a reserved purchase tells who holds which tickets', async () => {
  const ids = tickets(1000, 250);
  const { id } = await order.place(ids);
  expect(await toldOf(id)).toMatchObject([
    { name: 'reserved', message: { purchaseId: BigInt(id), customerId: BigInt(CUSTOMER), ticketIds: ids.map(BigInt) } },
  ]);
});

test('a paid purchase tells the tickets that were sold and what was paid, without what was given back before', async () => {
  const ids = tickets(1000, 250);
  const { id } = await order.place(ids);
  await order.cancel(id, ids.slice(0, 1));
  await order.pay(id);
  const told = await toldOf(id);
  expect(told.map(({ name }) => name)).toEqual(['reserved', 'cancelled', 'paid']);
  expect(told.at(-1)?.message).toMatchObject({
    ticketIds: ids.slice(1).map(BigInt),
    total: { amount: 250n, currency: 'BRL' },
  });
});

test('a purchase that failed after it held tickets names its hold, for the release to be fenced', async () => {
  const ids = tickets(1000);
  const { id } = await order.place(ids, 'tok_declined');
  const generation = await generationOf(id);
  expect(generation).toBeGreaterThan(0n);
  expect(await toldOf(id)).toMatchObject([
    {
      name: 'failed',
      message: { generation, ticketIds: ids.map(BigInt), reason: 'payment_declined' },
    },
  ]);
});

test('a purchase that does not know whether it holds tickets says so: generation 0', async () => {
  const ids = tickets(1000);
  order.inventory.script.reserve = () => 'loses the answer';
  const { id } = await order.place(ids);
  order.inventory.script.reserve = () => 'well';
  expect(await toldOf(id)).toMatchObject([{ name: 'failed', message: { generation: 0n, ticketIds: ids.map(BigInt) } }]);
});

test('of a refused purchase nothing is told: there is nothing to release', async () => {
  const ids = tickets(1000);
  await order.place(ids, 'tok_approved', { customerId: 8 });
  const { id } = await order.place(ids);
  expect(await order.statusOf(id)).toBe('failed');
  expect(await toldOf(id)).toEqual([]);
});

test('a cancelled purchase tells the tickets of each cancellation, and its hold', async () => {
  const ids = tickets(1000, 250);
  const { id } = await order.place(ids, 'tok_approved');
  await order.cancel(id, ids.slice(0, 1));
  await order.cancel(id);
  const generation = await generationOf(id);
  const cancelled = (ticketIds: number[]) => ({
    name: 'cancelled',
    message: { generation, ticketIds: ticketIds.map(BigInt), reason: 'cancelled_by_customer' },
  });
  expect(await toldOf(id)).toMatchObject([{ name: 'paid' }, cancelled(ids.slice(0, 1)), cancelled(ids.slice(1))]);
});

test('every purchase that ended told its end exactly once', async () => {
  const rows = await order.sql(
    `select id, status from purchases
      where status in ('paid', 'expired', 'cancelled') or status = 'failed' and reason <> 'ticket_unavailable'`,
  );
  expect(rows.length).toBeGreaterThan(4);
  for (const { id, status } of rows) {
    const ends = (await order.factsOf(Number(id))).filter((name) => name === status);
    expect(status === 'cancelled' ? ends.length > 0 : ends.length === 1).toBe(true);
  }
});
