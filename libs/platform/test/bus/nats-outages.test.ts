import { createNatsBus, type EventMessage } from '@boxoffice/platform';
import { eventually, quietLog } from '@boxoffice/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listener, messageOf, newService, publishSurely } from './bus-fixture.ts';
import { type NatsProcess, startNatsProcess } from './nats-process.ts';

const RECOVERY = { timeoutMs: 25_000 };

let nats: NatsProcess;

beforeEach(async () => {
  nats = await startNatsProcess();
});
afterEach(() => nats.stop());

const open = () => createNatsBus(nats.url, quietLog);

/** Publishes one message after the other until it is stopped; answers those whose publishing has resolved. */
function publishing(bus: Awaited<ReturnType<typeof open>>, service: string) {
  const acknowledged: EventMessage[] = [];
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      const message = messageOf(service);
      await bus.publish(message).then(
        () => acknowledged.push(message),
        () => undefined,
      );
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  return {
    acknowledged,
    async stop() {
      stopped = true;
      await running;
    },
  };
}

test('a server that is killed and started again has lost nothing it acknowledged, and everybody goes on', async () => {
  const service = newService();
  const bus = await open();
  const consumer = listener(service, ['seat_sold']);
  await bus.subscribe(consumer);
  const publisher = publishing(bus, service);
  for (const enough of [50, 200]) {
    await eventually(() => expect(publisher.acknowledged.length).toBeGreaterThan(enough), RECOVERY);
    await nats.kill();
    await nats.start();
  }
  await eventually(() => expect(publisher.acknowledged.length).toBeGreaterThan(400), RECOVERY);
  await publisher.stop();
  const heard = () => new Set(consumer.ids());
  await eventually(() => {
    const missing = publisher.acknowledged.filter(({ id }) => !heard().has(id));
    expect(missing).toEqual([]);
  }, RECOVERY);
  await bus.close();
}, 90_000);

test('a server that lost its store is furnished again: publishers and consumers go on', async () => {
  const service = newService();
  const bus = await open();
  const consumer = listener(service, ['seat_sold']);
  await bus.subscribe(consumer);
  const before = messageOf(service);
  await bus.publish(before);
  await eventually(() => expect(consumer.ids()).toEqual([before.id]));
  await nats.kill();
  nats.wipe();
  await nats.start();
  const after = Array.from({ length: 20 }, () => messageOf(service));
  await Promise.all(after.map((message) => publishSurely(bus, message)));
  await eventually(() => {
    expect(consumer.ids()).toEqual(expect.arrayContaining(after.map(({ id }) => id)));
  }, RECOVERY);
  await bus.close();
}, 60_000);

test('a message is published once the server is back; publishing does not pretend before', async () => {
  const service = newService();
  const bus = await open();
  await bus.publish(messageOf(service));
  await nats.kill();
  await expect(bus.publish(messageOf(service))).rejects.toThrow();
  await nats.start();
  await publishSurely(bus, messageOf(service));
  await bus.close();
}, 60_000);

test('a courier can start before its server does', async () => {
  await nats.kill();
  const opening = open();
  const service = newService();
  const consumer = listener(service, ['seat_sold']);
  await nats.start();
  const bus = await opening;
  await bus.subscribe(consumer);
  const message = messageOf(service);
  await bus.publish(message);
  await eventually(() => expect(consumer.ids()).toEqual([message.id]));
  await bus.close();
}, 60_000);

test('a courier closes although its server is gone', async () => {
  const service = newService();
  const bus = await open();
  await bus.subscribe(listener(service, ['seat_sold']));
  await nats.kill();
  await bus.close();
}, 60_000);
