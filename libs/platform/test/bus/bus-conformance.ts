import { type EventBus, inboxConsumer, query, redeliveryDelay } from '@boxoffice/platform';
import { eventually, quietLog } from '@boxoffice/testing';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startTestDatabase } from '../test-database.ts';
import { listener, messageOf, newService, publishSurely } from './bus-fixture.ts';

const BROKEN = new Error('not now');

/** What every courier of events promises; `open` makes another one, as another process would. */
export function busConformance(courier: string, open: () => Promise<EventBus>): void {
  describe(`the events of ${courier}`, () => {
    const opened: EventBus[] = [];

    async function newBus(): Promise<EventBus> {
      const bus = await open();
      let closing: Promise<void> | undefined;
      const closedOnce: EventBus = {
        ...bus,
        close() {
          closing ??= bus.close();
          return closing;
        },
      };
      opened.push(closedOnce);
      return closedOnce;
    }

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((bus) => bus.close()));
    });

    test('arrive whole at every consumer that hears their subject, and at no other', async () => {
      const bus = await newBus();
      const service = newService();
      const [sold, both, freed] = [
        listener(service, ['seat_sold']),
        listener(service, ['seat_sold', 'seat_freed']),
        listener(service, ['seat_freed']),
      ];
      const stranger = listener(newService(), ['seat_sold']);
      for (const consumer of [sold, both, freed, stranger]) await bus.subscribe(consumer);
      const message = messageOf(service, 'seat_sold');
      const unheard = messageOf(service, 'seat_painted');
      await bus.publish(unheard);
      await bus.publish(message);
      await eventually(() => expect([sold.ids(), both.ids()]).toEqual([[message.id], [message.id]]));
      const [heard] = sold.heard;
      expect(heard && Buffer.from(heard.payload)).toEqual(Buffer.from(message.payload));
      expect([heard?.subject, heard?.time]).toEqual([message.subject, message.time]);
      const last = messageOf(service, 'seat_freed');
      await bus.publish(last);
      await eventually(() => expect(freed.ids()).toEqual([last.id]));
      expect([sold.ids(), both.ids(), stranger.ids()]).toEqual([[message.id], [message.id, last.id], []]);
    });

    test('arrive all, when hundreds are published at once', async () => {
      const bus = await newBus();
      const service = newService();
      const consumer = listener(service, ['seat_sold']);
      await bus.subscribe(consumer);
      const messages = Array.from({ length: 500 }, () => messageOf(service));
      await Promise.all(messages.map((message) => bus.publish(message)));
      const ids = messages.map(({ id }) => id).toSorted();
      await eventually(() => expect(consumer.ids().toSorted()).toEqual(ids));
    });

    test('come again after a failure, each time later than before, until they are applied', async () => {
      const bus = await newBus();
      const service = newService();
      const message = messageOf(service);
      let failures = 3;
      const consumer = listener(service, ['seat_sold'], {
        react() {
          if (failures-- > 0) throw BROKEN;
        },
      });
      await bus.subscribe(consumer);
      await bus.publish(message);
      await eventually(() => expect(consumer.ids()).toHaveLength(4));
      const times = consumer.times(message.id);
      const pauses = times.slice(1).map((at, i) => at - (times[i] ?? 0));
      pauses.forEach((pause, i) => {
        // A timer may fire a little early, never much.
        expect(pause).toBeGreaterThan(0.9 * redeliveryDelay(i + 1));
      });
      expect(consumer.givenUp).toEqual([]);
    });

    test('come again when the consumer throws in place of answering', async () => {
      const bus = await newBus();
      const service = newService();
      const consumer = listener(service, ['seat_sold']);
      let throws = 2;
      const flaky = {
        ...consumer,
        async handle(messages: typeof consumer.heard) {
          if (throws-- > 0) throw BROKEN;
          return consumer.handle(messages);
        },
      };
      await bus.subscribe(flaky);
      const message = messageOf(service);
      await bus.publish(message);
      await eventually(() => expect(consumer.ids()).toEqual([message.id]));
    });

    test('are not held up by a consumer that fails, nor by a message that does', async () => {
      const bus = await newBus();
      const service = newService();
      const poison = messageOf(service);
      const failing = listener(service, ['seat_sold'], {
        name: `${service}-failing`,
        react({ id }) {
          if (id === poison.id) throw BROKEN;
        },
      });
      const healthy = listener(service, ['seat_sold'], { name: `${service}-healthy` });
      await bus.subscribe(failing);
      await bus.subscribe(healthy);
      const others = Array.from({ length: 20 }, () => messageOf(service));
      for (const message of [poison, ...others]) void publishSurely(bus, message);
      const ids = others.map(({ id }) => id);
      await eventually(() => expect(healthy.ids()).toEqual(expect.arrayContaining([poison.id, ...ids])));
      await eventually(() => expect(failing.ids()).toEqual(expect.arrayContaining(ids)));
      expect(failing.givenUp).toEqual([]);
    });

    test('are given up once, after the last attempt, and do not come again', async () => {
      const bus = await newBus();
      const service = newService();
      const consumer = listener(service, ['seat_sold'], {
        maxAttempts: 3,
        react() {
          throw BROKEN;
        },
      });
      await bus.subscribe(consumer);
      const message = messageOf(service);
      await bus.publish(message);
      await eventually(() => expect(consumer.givenUp).toHaveLength(1));
      expect(consumer.givenUp).toEqual([{ id: message.id, error: BROKEN }]);
      await new Promise((resolve) => setTimeout(resolve, 2 * redeliveryDelay(3)));
      expect([consumer.ids().length, consumer.givenUp.length]).toEqual([3, 1]);
    });

    test('come again when even giving them up failed', async () => {
      const bus = await newBus();
      const service = newService();
      let refusals = 1;
      const consumer = listener(service, ['seat_sold'], {
        maxAttempts: 2,
        react() {
          throw BROKEN;
        },
      });
      const { giveUp } = consumer;
      consumer.giveUp = async (message, error) => {
        if (refusals-- > 0) throw new Error('the dead letters are full');
        await giveUp(message, error);
      };
      await bus.subscribe(consumer);
      const message = messageOf(service);
      await publishSurely(bus, message);
      await eventually(() => expect(consumer.givenUp.map(({ id }) => id)).toEqual([message.id]));
    });

    test('of one id are applied once, however often they are published', async () => {
      const { database, rows, stop } = await startTestDatabase('create table applied (id uuid not null)');
      try {
        const bus = await newBus();
        const service = newService();
        const subjects = [`boxoffice.${service}.v1.seat_sold`];
        await bus.subscribe(
          inboxConsumer(database, {
            name: `${service}-count`,
            subjects,
            log: quietLog,
            async apply(em, messages) {
              const ids = messages.map(({ id }) => id);
              await query(em, 'insert into applied select * from unnest($1::uuid[])', [ids]);
            },
          }),
        );
        const messages = Array.from({ length: 10 }, () => messageOf(service));
        for (let again = 0; again < 3; again++) await Promise.all(messages.map((one) => bus.publish(one)));
        const applied = async () => (await rows('select id from applied')).map(({ id }) => String(id)).toSorted();
        const ids = messages.map(({ id }) => id).toSorted();
        await eventually(async () => expect(await applied()).toEqual(ids));
        await bus.close();
        expect(await applied()).toEqual(ids);
      } finally {
        await stop();
      }
    });

    test('come again when they are replayed on purpose, under the id that they always had', async () => {
      const bus = await newBus();
      const service = newService();
      const consumer = listener(service, ['seat_sold']);
      await bus.subscribe(consumer);
      const message = messageOf(service);
      await bus.publish(message);
      await eventually(() => expect(consumer.ids()).toEqual([message.id]));
      await bus.publish({ ...message, replay: 1 });
      await eventually(() => expect(consumer.ids()).toEqual([message.id, message.id]));
      await bus.publish({ ...message, replay: 2 });
      await eventually(() => expect(consumer.ids()).toEqual([message.id, message.id, message.id]));
    });

    test('are safe once publishing has resolved, whatever becomes of the publisher', async () => {
      const service = newService();
      const consumer = listener(service, ['seat_sold']);
      const publisher = await newBus();
      await publisher.subscribe(consumer);
      const messages = Array.from({ length: 20 }, () => messageOf(service));
      await Promise.all(messages.map((message) => publisher.publish(message)));
      await publisher.close();
      const later = await newBus();
      await later.subscribe(consumer);
      const ids = messages.map(({ id }) => id);
      // What was on its way to the publisher's own consumer when it closed is only sent again after half a minute.
      await eventually(() => expect(consumer.ids()).toEqual(expect.arrayContaining(ids)), { timeoutMs: 45_000 });
    }, 60_000);

    test('that are in hand are waited for when the courier closes', async () => {
      const bus = await newBus();
      const service = newService();
      const { promise: gate, resolve: open } = Promise.withResolvers<void>();
      const finished: string[] = [];
      const slow = listener(service, ['seat_sold'], {
        name: `${service}-slow`,
        async react({ id }) {
          await gate;
          finished.push(id);
        },
      });
      const failing = listener(service, ['seat_sold'], {
        name: `${service}-failing`,
        react() {
          throw BROKEN;
        },
      });
      await bus.subscribe(slow);
      await bus.subscribe(failing);
      const message = messageOf(service);
      const publishing = bus.publish(message).catch(() => undefined);
      await eventually(() => expect([slow.ids(), failing.ids()[0]]).toEqual([[message.id], message.id]));
      let closed = false;
      const closing = bus.close().then(() => {
        closed = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(closed).toBe(false);
      open();
      await closing;
      expect(finished).toEqual([message.id]);
      await publishing;
    });

    test('can not be published after the courier has closed', async () => {
      const bus = await newBus();
      await bus.close();
      await expect(bus.publish(messageOf(newService()))).rejects.toThrow();
    });
  });
}
