import { ItemStatus, type SaleChange } from '@boxoffice/contracts/order/v1/order_service';
import { timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningOrder, startOrder } from './harness.ts';

const START = new Date('2031-03-30T20:30:00Z').getTime();
const DAY_MS = 86_400_000;

let order: RunningOrder;
/** The clock of the service: sales happen when a test says. */
let now = START;
let events = 0;
let partners = 0;

beforeAll(async () => {
  order = await startOrder({ clock: () => new Date(now), holdSeconds: 1_000_000 });
});
afterAll(() => order.stop());

/** An event of a partner of its own, with so many tickets. */
function anEvent(count: number, partnerId = ++partners) {
  const prices = Array.from({ length: count }, () => 1000);
  const ids = order.inventory.addEvent(++events, prices, { partnerId, startsAt: new Date(START + DAY_MS) });
  return { partnerId, ids };
}

async function buy(ids: number[], customerId?: number): Promise<number> {
  now += 10;
  const { id, status } = await order.place(ids, 'tok_approved', customerId === undefined ? {} : { customerId });
  expect(status).toBe('paid');
  return id;
}

const short = ({ partnerId, sale, at }: SaleChange) => ({
  partner: Number(partnerId),
  purchase: Number(sale?.purchaseId),
  ticket: Number(sale?.ticketId),
  status: sale?.status === ItemStatus.CANCELLED ? 'cancelled' : 'sold',
  isCancelled: sale?.cancelledAt !== undefined,
  at: at ? timestampDate(at).getTime() : 0,
});

async function changes(partnerIds: number[], since: number | undefined, limit = 0) {
  const answer = await order.client.listSaleChanges({
    partnerIds: partnerIds.map(BigInt),
    ...(since === undefined ? {} : { since: timestampFromDate(new Date(since)) }),
    limit,
  });
  return answer.changes.map(short);
}

test('sales and cancellations come oldest first, a sale as it was before it was cancelled', async () => {
  const { partnerId: partner, ids } = anEvent(3);
  const [a = 0, b = 0, c = 0] = ids;
  const since = now;
  const first = await buy([a, b]);
  const second = await buy([c]);
  now += 1000;
  await order.cancel(first, [b]);
  const sold = { partner, status: 'sold', isCancelled: false };
  expect(await changes([partner], since)).toEqual([
    { ...sold, purchase: first, ticket: a, at: since + 10 },
    { ...sold, purchase: first, ticket: b, at: since + 10 },
    { ...sold, purchase: second, ticket: c, at: since + 20 },
    { partner, status: 'cancelled', isCancelled: true, purchase: first, ticket: b, at: since + 1020 },
  ]);
  const [sale] = (await order.client.listSaleChanges({ partnerIds: [BigInt(partner)] })).changes;
  expect(sale?.sale).toMatchObject({
    seat: 'S1',
    price: 1000n,
    currency: 'BRL',
    customerId: 7n,
    eventId: BigInt(events),
  });
});

test('only what happened since is told; without a moment, the last ten seconds', async () => {
  const { partnerId: partner, ids } = anEvent(2);
  const old = await buy(ids.slice(0, 1));
  now += 11_000;
  const young = await buy(ids.slice(1));
  const purchases = async (since?: number) => (await changes([partner], since)).map(({ purchase }) => purchase);
  expect(await purchases()).toEqual([young]);
  expect(await purchases(now)).toEqual([young]);
  expect(await purchases(now + 1)).toEqual([]);
  expect(await purchases(now - 20_000)).toEqual([old, young]);
  now += 10;
  await order.cancel(old);
  expect(await purchases()).toEqual([young, old]);
});

const LATE_SALE = `
  insert into sales (purchase_id, ticket_id, event_id, partner_id, customer_id, event_name, seat, section, price, currency,
                     sold_at)
  select purchase_id + 1000000, ticket_id + 500000, event_id, partner_id, customer_id, event_name, seat, section, price,
         currency, sold_at - interval '5 s'
    from sales where purchase_id = $1`;

test('what is committed after its time is there for those who look back', async () => {
  const { partnerId: partner, ids } = anEvent(1);
  const purchase = await buy(ids);
  const told = async () => (await changes([partner], now - 10_000)).map((change) => change.purchase);
  const connection = await order.connection();
  try {
    await connection.query('begin');
    await connection.query(LATE_SALE, [purchase]);
    expect(await told()).toEqual([purchase]);
    await connection.query('commit');
    expect(await told()).toEqual([purchase + 1_000_000, purchase]);
  } finally {
    connection.release();
  }
});

test('nobody gets the changes of others, in one call with theirs or without', async () => {
  const [mine, other, third] = [anEvent(1), anEvent(1), anEvent(1)];
  const since = now;
  for (const { ids } of [mine, other, third]) await buy(ids);
  const whose = async (partnerIds: number[]) => (await changes(partnerIds, since)).map(({ partner }) => partner);
  expect(await whose([mine.partnerId])).toEqual([mine.partnerId]);
  expect(await whose([other.partnerId, mine.partnerId, mine.partnerId])).toEqual([mine.partnerId, other.partnerId]);
  expect(await whose([])).toEqual([]);
});

test('a purchase over two partners is told to each with its own tickets', async () => {
  const [mine, other] = [anEvent(1), anEvent(1)];
  const since = now;
  await buy([...mine.ids, ...other.ids]);
  const tickets = async ({ partnerId }: { partnerId: number }) =>
    (await changes([partnerId], since)).map(({ ticket }) => ticket);
  expect([await tickets(mine), await tickets(other)]).toEqual([mine.ids, other.ids]);
});

test('where there are more than the limit, the newest of each partner and kind are told', async () => {
  const [mine, other] = [anEvent(4), anEvent(1)];
  const since = now;
  const purchases: number[] = [];
  for (const id of mine.ids) purchases.push(await buy([id]));
  await buy(other.ids);
  now += 1000;
  await order.cancel(purchases[0] ?? 0);
  const told = await changes([mine.partnerId, other.partnerId], since, 2);
  expect(told.map(({ ticket, status }) => `${ticket} ${status}`)).toEqual([
    `${mine.ids[2]} sold`,
    `${mine.ids[3]} sold`,
    `${other.ids[0]} sold`,
    `${mine.ids[0]} cancelled`,
  ]);
});

test('only services may ask', async () => {
  const asked = order.client.listSaleChanges({ partnerIds: [1n] }, order.asPartner(1));
  await expect(asked).rejects.toThrow('Only services');
});

test('it is read from indexes', async () => {
  const plan = async (column: string) => {
    const connection = await order.connection();
    try {
      await connection.query('begin');
      // A table of a few rows is read whole otherwise.
      await connection.query('set local enable_seqscan = off');
      const text = `explain select * from sales where partner_id = 1 and ${column} >= $1
         order by ${column} desc, purchase_id desc, ticket_id desc limit 2`;
      const { rows } = await connection.query(text.replace('$1', 'now()'));
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    } finally {
      await connection.query('rollback');
      connection.release();
    }
  };
  for (const [column, index] of [
    ['sold_at', 'sales_partner'],
    ['cancelled_at', 'sales_partner_cancelled'],
  ] as const) {
    const read = await plan(column);
    expect(read).toMatch(new RegExp(`Index Scan Backward using ${index} `));
    expect(read).not.toContain('Sort');
  }
});
