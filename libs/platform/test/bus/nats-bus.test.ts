import { createNatsBus } from '@boxoffice/platform';
import { eventually, quietLog, startTestNats } from '@boxoffice/testing';
import { expect, test } from '@jest/globals';
import { busConformance } from './bus-conformance.ts';
import { listener, messageOf, newService } from './bus-fixture.ts';

const open = async () => createNatsBus((await startTestNats()).url, quietLog);

busConformance('NATS JetStream', open);

test('what is published while a consumer is away arrives when it is back', async () => {
  const service = newService();
  const consumer = listener(service, ['seat_sold']);
  const first = await open();
  await first.subscribe(consumer);
  await first.close();
  const publisher = await open();
  const messages = Array.from({ length: 50 }, () => messageOf(service));
  await Promise.all(messages.map((message) => publisher.publish(message)));
  expect(consumer.ids()).toEqual([]);
  const second = await open();
  await second.subscribe(consumer);
  await eventually(() => expect(consumer.ids().toSorted()).toEqual(messages.map(({ id }) => id).toSorted()));
  await Promise.all([publisher.close(), second.close()]);
});

test('what was published before a consumer existed arrives too', async () => {
  const service = newService();
  const bus = await open();
  const message = messageOf(service);
  await bus.publish(message);
  const consumer = listener(service, ['seat_sold']);
  await bus.subscribe(consumer);
  await eventually(() => expect(consumer.ids()).toEqual([message.id]));
  await bus.close();
});

test('several processes share the messages of one consumer, each message in one of them', async () => {
  const service = newService();
  const buses = await Promise.all([open(), open()]);
  const replicas = buses.map(() => listener(service, ['seat_sold']));
  await Promise.all(buses.map((bus, i) => bus.subscribe(replicas[i] ?? listener(service, []))));
  const messages = Array.from({ length: 200 }, () => messageOf(service));
  await Promise.all(messages.map((message) => buses[0]?.publish(message)));
  const all = () => replicas.flatMap((replica) => replica.ids()).toSorted();
  await eventually(() => expect(all()).toEqual(messages.map(({ id }) => id).toSorted()));
  await Promise.all(buses.map((bus) => bus.close()));
});
