import { setTimeout as sleep } from 'node:timers/promises';
import { type OutboxRelay, record, startOutboxRelay } from '@boxoffice/platform';
import { eventually, quietLog } from '@boxoffice/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { scriptedBus } from './scripted-bus.ts';
import { startTestDatabase, type TestDatabase } from './test-database.ts';

// A relay that publishes looks at the outbox ten times a second.
const MANY_LOOKS_MS = 2000;

let at: TestDatabase;
let relays: OutboxRelay[];

beforeEach(async () => {
  at = await startTestDatabase();
  relays = [];
});
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  await at.stop();
});

test('an event that one relay is publishing is published by no other, however long that takes', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const begun: string[] = [];
  for (const name of ['first', 'second']) {
    const { bus, script } = scriptedBus();
    script.before = async () => {
      begun.push(name);
      await gate;
    };
    relays.push(startOutboxRelay(await at.open(), bus, quietLog));
  }
  const fact = { subject: 'boxoffice.order.v1.purchase_paid', payload: Buffer.from('') };
  await at.database.transaction('test', (em) => record(em, [fact]));
  await eventually(() => expect(begun).toHaveLength(1));
  await sleep(MANY_LOOKS_MS);
  expect(begun).toHaveLength(1);
  open();
});
