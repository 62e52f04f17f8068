import { eventually, type SandboxServer, startSandboxServer } from '@boxoffice/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningOrder, startOrder } from './harness.ts';

const PURCHASES = 60;
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));

let sandbox: SandboxServer;
let order: RunningOrder;

beforeAll(async () => {
  const rates = { lost_request: 0.05, error_before: 0.05, slow: 0.1, twice: 0.1, error_after: 0.05, lost_reply: 0.1 };
  sandbox = await startSandboxServer({ faults: { seed, slowMs: 1200, ...rates, no_reply: 0.05 } });
  order = await startOrder({
    payments: { provider: 'sandbox', url: sandbox.url },
    paymentTimeoutMs: 1000,
    paymentResolveSeconds: 2,
  });
});
afterAll(async () => {
  await order.stop();
  await sandbox.stop();
});

const TOKENS = ['tok_approved', 'tok_approved', 'tok_lost_response', 'tok_declined', 'tok_timeout', 'tok_error'];

/** Buys a ticket, and cancels it in every third case. */
async function aCustomer(n: number): Promise<void> {
  const { id } = await order.place(order.inventory.addEvent(n + 1, [1000 + n]), TOKENS[n % TOKENS.length]);
  if (n % 3 === 0) await order.cancel(id).catch(() => undefined);
}

// What order takes for taken, key by key, must be what the provider took.
const CAPTURED = `select key, amount from payments where status in ('captured', 'partially_refunded', 'refunded')`;
const SENT_BACK = 'select key, amount from refunds where done_at is not null';
const WORTH = 'select coalesce(sum(price), 0)::int as worth from sales where cancelled_at is null';
// Payments without an outcome are asked for over a day; here at once.
const ASK_NOW = `update unresolved_payments set due_at = now() where due_at > now() + interval '2 seconds'`;
const UNDER_WAY = `select id, status from purchases where status in ('pending', 'paying', 'cancelling')`;

const byKey = (rows: Iterable<{ key: string; amount: number }>) =>
  Object.fromEntries([...rows].map(({ key, amount }) => [key, Number(amount)]));

test('whatever goes wrong between order and its provider, their books agree in the end', async () => {
  console.log(`SEED=${seed}`);
  const { ledger } = sandbox;
  await Promise.all(Array.from({ length: PURCHASES }, (_, n) => aCustomer(n)));
  await eventually(
    async () => {
      await order.sql(ASK_NOW);
      expect(await order.sql(UNDER_WAY)).toEqual([]);
      const taken = [...ledger.charges.values()].filter(({ captures }) => captures > 0);
      expect(byKey(await order.sql(CAPTURED))).toEqual(byKey(taken));
      expect(byKey(await order.sql(SENT_BACK))).toEqual(byKey(ledger.refunds.values()));
      const [{ worth }] = await order.sql(WORTH);
      expect(ledger.captured() - ledger.refunded()).toBe(worth);
    },
    { timeoutMs: 60_000, intervalMs: 250 },
  );
  expect([...ledger.charges.values()].filter(({ captures }) => captures > 1)).toEqual([]);
  expect(ledger.violations).toEqual([]);
  expect(ledger.captured()).toBeGreaterThan(ledger.refunded());
}, 120_000);
