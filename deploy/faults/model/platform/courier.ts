import {
  PurchaseCancelledSchema,
  PurchaseExpiredSchema,
  PurchaseFailedSchema,
  PurchasePaidSchema,
  PurchaseReservedSchema,
} from '@boxoffice/contracts/order/v1/order_events';
import { type Consumer, createInProcessBus, type EventBus, type EventMessage, type Log } from '@boxoffice/platform';
import { fromBinary } from '@bufbuild/protobuf';
import type { Faults } from './faults.ts';
import { type Life, unavailable } from './life.ts';

/** The bus between services that die and come back; it brings facts twice and late. */
export type Courier = ReturnType<typeof createCourier>;

const FACTS = {
  purchase_reserved: PurchaseReservedSchema,
  purchase_paid: PurchasePaidSchema,
  purchase_failed: PurchaseFailedSchema,
  purchase_expired: PurchaseExpiredSchema,
  purchase_cancelled: PurchaseCancelledSchema,
};

/** The purchase that a fact is about; 0 for one of an event, which concerns whoever looks at any. */
function purchaseOf({ subject, payload }: EventMessage): number {
  const schema = Object.entries(FACTS).find(([name]) => subject.endsWith(`.${name}`))?.[1];
  return schema ? Number(fromBinary(schema, payload).purchaseId) : 0;
}

/** Opens a courier over the bus of one process. */
export function createCourier(faults: Faults, log: Log) {
  const bus = createInProcessBus(log);
  const hearing = new Map<string, { life: Life; consumer: Consumer }>();
  const held = new Map<string, () => Promise<void>>();

  // The bus knows a consumer for ever; who hears is the process that lives now.
  function subscribed(consumer: Consumer): Consumer {
    const now = () => {
      const found = hearing.get(consumer.name);
      if (!found || found.life.over) throw unavailable(`${consumer.name} is away`);
      return found;
    };
    return {
      ...consumer,
      async handle(messages) {
        const { life, consumer: listener } = now();
        const purchases = messages.map(purchaseOf);
        faults.reach('hear', 'before', purchases);
        const results = await life.until(() => listener.handle(messages));
        faults.reach('hear', 'after', purchases);
        return life.until(async () => results);
      },
      giveUp: async (message, error) => now().consumer.giveUp(message, error),
    };
  }

  async function carry(message: EventMessage): Promise<void> {
    switch (faults.ofFact()) {
      case 'twice':
        await Promise.all([bus.publish(message), bus.publish(message)]);
        return;
      case 'late': {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        held.set(message.id, () => bus.publish(message).then(resolve, reject));
        return promise;
      }
      default:
        return bus.publish(message);
    }
  }

  async function publish(life: Life, message: EventMessage): Promise<void> {
    const purchases = [purchaseOf(message)];
    faults.reach('tell', 'before', purchases);
    if (life.over) throw unavailable('the fact was not told');
    await carry(message);
    faults.reach('tell', 'after', purchases);
  }

  return {
    /** The bus of a process in one of its lives. */
    of: (life: Life): EventBus => ({
      publish: (message) => life.until(() => publish(life, message)),
      async subscribe(consumer) {
        const known = hearing.has(consumer.name);
        hearing.set(consumer.name, { life, consumer });
        if (!known) await bus.subscribe(subscribed(consumer));
      },
      close: async () => undefined,
    }),
    /** Ids of facts that are late. */
    held: () => [...held.keys()],
    /** Brings the late facts. */
    async bring(): Promise<void> {
      const late = [...held.values()];
      held.clear();
      await Promise.allSettled(late.map((deliver) => deliver()));
    },
    close: () => bus.close(),
  };
}
