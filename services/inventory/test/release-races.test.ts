import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generation, startInventory } from './harness.ts';

let inventory: Awaited<ReturnType<typeof startInventory>>;

beforeAll(async () => {
  inventory = await startInventory();
});
afterAll(() => inventory.stop());

test('a hold that gives a ticket back while it is confirmed is sold all the same', async () => {
  const outcomes = new Set<string>();
  for (let purchase = 1; purchase <= 60; purchase++) {
    const [a = 0, b = 0] = await inventory.eventWithSeats(2);
    const [hold] = await inventory.reserve([purchase, [a, b]]);
    if (!hold) throw new Error('no answer');
    const [outcome] = await Promise.all([
      inventory.confirm(purchase, generation(hold)),
      inventory.purchaseCancelled(purchase, generation(hold), [a]),
    ]);
    outcomes.add(outcome);
  }
  expect([...outcomes]).toEqual(['sold']);
});

test('a hold that gave everything back ticket by ticket is over', async () => {
  const [a = 0, b = 0] = await inventory.eventWithSeats(2);
  const [hold] = await inventory.reserve([1001, [a, b]]);
  if (!hold) throw new Error('no answer');
  await Promise.all([a, b].map((ticket) => inventory.purchaseCancelled(1001, generation(hold), [ticket])));
  const rows = await inventory.sql('select status, ticket_ids from holds where purchase_id = 1001');
  expect(rows).toEqual([{ status: 2, ticket_ids: [] }]);
});
