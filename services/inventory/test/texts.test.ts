import { fromConnectError } from '@boxoffice/platform';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startInventory } from './harness.ts';

let inventory: Awaited<ReturnType<typeof startInventory>>;

beforeAll(async () => {
  inventory = await startInventory();
  await inventory.syncEvent(1001);
});
afterAll(() => inventory.stop());

const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error) => fromConnectError(error).reason,
  );

const list = (...seats: string[]) => ({ case: 'list' as const, value: { seats } });

// PostgreSQL stores every character but this one.
test('a text that can not be stored is the caller’s mistake, not a defect', async () => {
  const batch = { eventId: 1001n, price: 100n };
  const calls = [
    inventory.client.createTickets({ ...batch, layout: list('A\0') }, inventory.partner()),
    inventory.client.createTickets({ ...batch, section: 'Box\0', layout: list('A1') }, inventory.partner()),
    inventory.client.createTickets(
      { ...batch, layout: { case: 'count', value: { quantity: 1, prefix: '\0' } } },
      inventory.partner(),
    ),
    inventory.client.listTickets({ eventId: 1001n, section: 'Box\0' }),
  ];
  expect(await Promise.all(calls.map(reasonOf))).not.toContain('internal');
});

test('any other text is kept as it is', async () => {
  const names = ['É-1', '座席', '🎭', "O'Hara", '"', '\\', '%_', '{a,b}', 'null', 'x\u00a0x'];
  const layout = list(...names);
  await inventory.client.createTickets(
    { eventId: 1001n, price: 100n, section: "L'Étage {1}", layout },
    inventory.partner(),
  );
  const { tickets } = await inventory.client.listTickets({ eventId: 1001n, section: "L'Étage {1}" });
  expect(tickets.map(({ seat }) => seat)).toEqual(names);
});
