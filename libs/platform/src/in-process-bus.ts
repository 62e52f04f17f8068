import { setTimeout as sleep } from 'node:timers/promises';
import { createBatcher } from '@boxoffice/kernel';
import { asError, type Consumer, type EventBus, type EventMessage, redeliveryDelay } from './event-bus.ts';
import type { Log } from './log.ts';

type Deliver = (message: EventMessage) => Promise<void>;

/**
 * The bus of one process. It keeps nothing: `publish` resolves when every consumer has applied the message or given it
 * up, so an outbox row stays unpublished until then and is published again after a crash. Messages wait for `complete`,
 * which must resolve only when all consumers have subscribed.
 */
export function createInProcessBus(log: Log, complete: Promise<void> = Promise.resolve()): EventBus {
  const consumers: { consumer: Consumer; deliver: Deliver }[] = [];
  const underway = new Set<Promise<void>>();
  const closing = new AbortController();
  const closed = new Promise<void>((resolve) => closing.signal.addEventListener('abort', () => resolve()));

  function deliverTo(consumer: Consumer): Deliver {
    const handle = createBatcher<EventMessage, undefined>((messages) =>
      consumer.handle(messages).then((results) => results.map((result) => result)),
    );
    return async (message) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await handle(message);
        } catch (thrown) {
          const error = asError(thrown);
          log.warn({ err: error, consumer: consumer.name, event: message.id, attempt }, 'an event was not applied');
          if (attempt >= consumer.maxAttempts) return await consumer.giveUp(message, error);
          await sleep(redeliveryDelay(attempt), undefined, { signal: closing.signal, ref: false });
        }
      }
    };
  }

  async function deliver(message: EventMessage): Promise<void> {
    const begun = await Promise.race([complete.then(() => true), closed.then(() => false)]);
    if (!begun) throw new Error('the bus was closed before everyone heard');
    const hearing = consumers.filter(({ consumer }) => consumer.subjects.includes(message.subject));
    // All of them, whatever becomes of one: closing waits for what each has in hand.
    const deliveries = await Promise.allSettled(hearing.map(({ deliver: deliverTo }) => deliverTo(message)));
    const failed = deliveries.find((delivery) => delivery.status === 'rejected');
    if (failed) throw failed.reason;
  }

  return {
    async publish(message) {
      if (closing.signal.aborted) throw new Error('the bus is closed');
      const delivery = deliver(message);
      underway.add(delivery);
      try {
        await delivery;
      } finally {
        underway.delete(delivery);
      }
    },
    async subscribe(consumer) {
      consumers.push({ consumer, deliver: deliverTo(consumer) });
    },
    async close() {
      closing.abort();
      await Promise.allSettled(underway);
    },
  };
}
