import { EventCancelledSchema } from '@boxoffice/contracts/catalog/v1/catalog_events';
import { EventSchema } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { MoneySchema } from '@boxoffice/contracts/common/v1/money';
import {
  PurchaseCancelledSchema,
  PurchaseExpiredSchema,
  PurchaseFailedSchema,
  PurchasePaidSchema,
  PurchaseReservedSchema,
} from '@boxoffice/contracts/order/v1/order_events';
import { invalidField, toNumber } from '@boxoffice/kernel';
import {
  type Consumer,
  type Database,
  type EventMessage,
  type Fact,
  fact,
  inboxConsumer,
  type Log,
} from '@boxoffice/platform';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PurchaseFact } from './domain/outcomes.ts';
import { type Purchase, standingItems, totalOf } from './domain/purchase.ts';
import { cancelEvent } from './usecases/cancel-event.ts';

const SUBJECT = 'boxoffice.order.v1';

/** A purchase's step as others hear it. */
export function purchaseFact(purchase: Purchase, step: PurchaseFact): Fact {
  const purchaseId = BigInt(purchase.id);
  const customerId = BigInt(purchase.customerId);
  const generation = BigInt(purchase.generation);
  const ticketIds = purchase.ticketIds.map(BigInt);
  if (typeof step === 'object') {
    const message = { purchaseId, generation, ticketIds: step.cancelled.map(BigInt), reason: step.reason };
    return fact(`${SUBJECT}.purchase_cancelled`, PurchaseCancelledSchema, create(PurchaseCancelledSchema, message));
  }
  switch (step) {
    case 'reserved': {
      const message = create(PurchaseReservedSchema, { purchaseId, customerId, ticketIds });
      return fact(`${SUBJECT}.purchase_reserved`, PurchaseReservedSchema, message);
    }
    case 'paid': {
      const sold = standingItems(purchase).map(({ ticketId }) => BigInt(ticketId));
      const total = totalOf(purchase);
      const message = create(PurchasePaidSchema, {
        purchaseId,
        customerId,
        ticketIds: sold,
        ...(total ? { total: create(MoneySchema, { amount: BigInt(total.amount), currency: total.currency }) } : {}),
      });
      return fact(`${SUBJECT}.purchase_paid`, PurchasePaidSchema, message);
    }
    case 'failed': {
      const message = { purchaseId, generation, ticketIds, reason: purchase.reason ?? '' };
      return fact(`${SUBJECT}.purchase_failed`, PurchaseFailedSchema, create(PurchaseFailedSchema, message));
    }
    case 'expired': {
      const message = create(PurchaseExpiredSchema, { purchaseId, generation, ticketIds });
      return fact(`${SUBJECT}.purchase_expired`, PurchaseExpiredSchema, message);
    }
  }
}

async function hearCancellation(em: EntityManager, { payload }: EventMessage): Promise<void> {
  const { event, reason } = fromBinary(EventCancelledSchema, payload);
  if (!event) throw invalidField('event', 'is needed');
  const cancellation = {
    eventId: toNumber(event.id),
    partnerId: toNumber(event.partnerId),
    event: toBinary(EventSchema, event),
  };
  await cancelEvent(em, cancellation, reason);
}

/** What order hears: events that their partners cancel. */
export function consumers(database: Database, log: Log): Consumer[] {
  return [
    inboxConsumer(database, {
      name: 'order-cancel-event',
      subjects: ['boxoffice.catalog.v1.event_cancelled'],
      log,
      async apply(em, messages) {
        for (const message of messages) await hearCancellation(em, message);
      },
    }),
  ];
}
