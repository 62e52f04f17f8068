import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@boxoffice/testing';
import { expect, test } from '@jest/globals';
import { type Answered, type RunningOrder, startOrder } from './harness.ts';

const SEATS = 400;
const COMMANDS = 260;

function randomOf(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Random = ReturnType<typeof randomOf>;

/** Makes everything around order fail now and then; answers how to heal it. */
function breakEverything(order: RunningOrder, random: Random): () => Promise<void> {
  const now = (percent: number) => random(100) < percent;
  const mood = () => {
    if (now(5)) return 'fails' as const;
    if (now(8)) return 'loses the answer' as const;
    return now(20) ? sleep(random(80)) : ('well' as const);
  };
  const { inventory, provider } = order;
  inventory.script.reserve = mood;
  inventory.script.confirm = mood;
  provider.script.charge = async (_charge, usual) => {
    await sleep(random(40));
    return usual();
  };
  provider.script.find = async (_key, usual) => {
    if (now(25)) throw new Error('the provider is away');
    return usual();
  };
  provider.script.refund = async (_refund, usual) => {
    if (now(15)) throw new Error('the provider is away');
    usual();
    if (now(15)) throw new Error('the answer is lost');
  };
  const killing = setInterval(() => {
    const all = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    order.sql(all).catch(() => undefined);
  }, 400);
  return async () => {
    clearInterval(killing);
    await sleep(100);
    inventory.script.reserve = () => 'well';
    inventory.script.confirm = () => 'well';
    Object.assign(provider.script, { charge: undefined, find: undefined, refund: undefined });
  };
}

const TOKENS = ['tok_approved', 'tok_approved', 'tok_approved', 'tok_declined', 'tok_error', 'tok_lost', 'tok_unsent'];

type Commands = Pick<RunningOrder, 'place' | 'pay' | 'cancel'>;

/** One customer: places, and then pays or cancels, or both; whatever the answers are. */
async function aCustomer({ place, pay, cancel }: Commands, seats: number[], random: Random): Promise<void> {
  const ids = [...new Set(Array.from({ length: 1 + random(3) }, () => seats[random(SEATS)] ?? 0))];
  const token = TOKENS[random(TOKENS.length)];
  const answer = (call: Promise<Answered>) => call.catch(() => undefined);
  const placed = await answer(place(ids, random(3) === 0 ? undefined : token));
  if (!placed?.id) return;
  const { id } = placed;
  if (placed.status === 'reserved') await answer(pay(id, TOKENS[random(TOKENS.length)]));
  if (random(3) === 0) {
    const some = ids.slice(0, 1 + random(ids.length));
    await Promise.all([answer(cancel(id, some)), answer(random(2) === 0 ? cancel(id) : pay(id))]);
  }
}

async function everythingIsRight({ sql, provider, inventory }: RunningOrder, seats: number[]): Promise<void> {
  const purchases = await sql('select id, status, reason, version from purchases order by id');
  const live = await sql('select purchase_id, ticket_id, price from sales where cancelled_at is null');
  const wrong: string[] = [];
  for (const { id, status } of purchases) {
    if (!['paid', 'failed', 'expired', 'cancelled', 'reserved'].includes(status)) wrong.push(`${id} is ${status}`);
    const own = live.filter(({ purchase_id: purchaseId }) => Number(purchaseId) === Number(id));
    const price = own.reduce((sum, row) => sum + Number(row.price), 0);
    const kept = provider.captured(Number(id)) - provider.refunded(Number(id));
    if (kept !== price) wrong.push(`${id} is ${status}: kept ${kept} for tickets of ${price}`);
    if (status !== 'paid' && own.length > 0) wrong.push(`${id} is ${status} and has tickets`);
  }
  for (const { purchase_id: purchaseId, ticket_id: ticketId } of live) {
    const [owner, at] = [inventory.ownerOf(Number(ticketId)), inventory.statusOf(Number(ticketId))];
    if (owner !== Number(purchaseId) || at !== 'sold') wrong.push(`${ticketId} of ${purchaseId} is ${at} of ${owner}`);
  }
  for (const ticketId of seats) {
    const owner = inventory.ownerOf(ticketId);
    const status = purchases.find(({ id }) => Number(id) === owner)?.status;
    if (owner !== null && !['paid', 'reserved'].includes(status))
      wrong.push(`${ticketId} belongs to ${owner}: ${status}`);
  }
  expect(wrong).toEqual([]);
  const broken = await sql(
    `select purchase_id from (
       select purchase_id, version, from_status, lag(to_status) over steps as before, row_number() over steps as n
         from purchase_history window steps as (partition by purchase_id order by version)) h
      where version <> n or from_status is distinct from before`,
  );
  expect(broken).toEqual([]);
  const [figures] = await sql(
    `select sum(sold)::int as sold, sum(cancelled)::int as cancelled, sum(amount)::int as amount,
            sum(purchases)::int as purchases
       from (select event_id, sold, cancelled, amount, purchases from sales_totals
             union all
             select event_id, sold, cancelled, amount, purchases from sales_deltas) f
      where event_id = 0`,
  );
  const [counted] = await sql(
    `select count(*) filter (where cancelled_at is null)::int as sold,
            count(*) filter (where cancelled_at is not null)::int as cancelled,
            coalesce(sum(price) filter (where cancelled_at is null), 0)::int as amount,
            count(distinct purchase_id) filter (where cancelled_at is null)::int as purchases
       from sales`,
  );
  expect(figures).toEqual(counted);
}

test('whatever breaks, in the end every purchase has its tickets and its money right', async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32));
  console.info(`seed ${seed}`);
  const random = randomOf(seed);
  const settings = { leaseSeconds: 1, paymentTimeoutMs: 300, paymentResolveSeconds: 1 };
  const order = await startOrder(settings);
  try {
    const other = await order.open(settings);
    const prices = Array.from({ length: SEATS }, () => [0, 1000, 250][random(3)] ?? 0);
    const seats = order.inventory.addEvent(1, prices);
    const heal = breakEverything(order, random);
    const customers: Promise<void>[] = [];
    for (let n = 0; n < COMMANDS; n++) {
      customers.push(aCustomer(n % 2 === 0 ? order : other, seats, random));
      await sleep(random(30));
    }
    await Promise.all(customers);
    await heal();
    await eventually(
      async () => {
        const unfinished = await order.sql(
          `select p.id, p.status from sagas s join purchases p on p.id = s.purchase_id where p.status <> 'reserved'`,
        );
        expect(unfinished).toEqual([]);
        expect(await order.sql('select 1 from outbox where published_at is null')).toEqual([]);
        const late = await order.sql('select key from unresolved_payments');
        expect(late.filter(({ key }) => order.provider.books.charges.get(key)?.outcome.type === 'captured')).toEqual(
          [],
        );
      },
      { timeoutMs: 60_000, intervalMs: 200 },
    );
    await everythingIsRight(order, seats);
    const statuses = await order.sql('select status, count(*)::int as n from purchases group by 1 order by 1');
    console.info(statuses.map(({ status, n }) => `${n} ${status}`).join(', '));
  } finally {
    await order.stop();
  }
}, 180_000);
