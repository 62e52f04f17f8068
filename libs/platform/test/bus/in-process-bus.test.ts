import { createInProcessBus } from '@boxoffice/platform';
import { eventually, quietLog } from '@boxoffice/testing';
import { expect, test } from '@jest/globals';
import { busConformance } from './bus-conformance.ts';
import { listener, messageOf, newService } from './bus-fixture.ts';

busConformance('one process', async () => createInProcessBus(quietLog));

test('publishing in one process resolves only when every consumer has applied the message or given it up', async () => {
  const bus = createInProcessBus(quietLog);
  const service = newService();
  let failures = 2;
  const slow = listener(service, ['seat_sold'], {
    name: 'slow',
    react() {
      if (failures-- > 0) throw new Error('not now');
    },
  });
  const hopeless = listener(service, ['seat_sold'], {
    name: 'hopeless',
    maxAttempts: 2,
    react() {
      throw new Error('never');
    },
  });
  await bus.subscribe(slow);
  await bus.subscribe(hopeless);
  await bus.publish(messageOf(service));
  expect([slow.ids().length, hopeless.ids().length, hopeless.givenUp.length]).toEqual([3, 2, 1]);
  await bus.close();
});

test('in one process messages wait until all consumers have subscribed', async () => {
  const { promise: complete, resolve: ready } = Promise.withResolvers<void>();
  const bus = createInProcessBus(quietLog, complete);
  const service = newService();
  const message = messageOf(service);
  const published = bus.publish(message);
  const late = listener(service, ['seat_sold']);
  await bus.subscribe(late);
  expect(late.ids()).toEqual([]);
  ready();
  await published;
  await eventually(() => expect(late.ids()).toEqual([message.id]));
  await bus.close();
});
