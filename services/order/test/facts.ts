import {
  PurchaseCancelledSchema,
  PurchaseExpiredSchema,
  PurchaseFailedSchema,
  PurchasePaidSchema,
  PurchaseReservedSchema,
} from '@boxoffice/contracts/order/v1/order_events';
import type { Consumer, EventMessage } from '@boxoffice/platform';
import { fromBinary, type MessageShape } from '@bufbuild/protobuf';

const PREFIX = 'boxoffice.order.v1.purchase_';

const SCHEMAS = {
  reserved: PurchaseReservedSchema,
  paid: PurchasePaidSchema,
  failed: PurchaseFailedSchema,
  expired: PurchaseExpiredSchema,
  cancelled: PurchaseCancelledSchema,
};

type Schemas = typeof SCHEMAS;

/** What order told: the name of the fact, and its message. */
export type ToldFact = { [Name in keyof Schemas]: { name: Name; message: MessageShape<Schemas[Name]> } }[keyof Schemas];

function read({ subject, payload }: EventMessage): ToldFact {
  const name = subject.slice(PREFIX.length) as keyof Schemas;
  return { name, message: fromBinary(SCHEMAS[name], payload) } as ToldFact;
}

/** A consumer that hears every fact of order, reads it and passes it on. */
export function factReader(hear: (fact: ToldFact) => void): Consumer {
  return {
    name: 'test-fact-reader',
    subjects: Object.keys(SCHEMAS).map((name) => PREFIX + name),
    maxAttempts: 1,
    async handle(messages) {
      for (const message of messages) hear(read(message));
      return messages.map(() => undefined);
    },
    async giveUp() {},
  };
}
