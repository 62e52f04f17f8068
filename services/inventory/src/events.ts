import {
  EventCancelledSchema,
  EventCreatedSchema,
  EventUpdatedSchema,
} from '@boxoffice/contracts/catalog/v1/catalog_events';
import {
  PurchaseCancelledSchema,
  PurchaseExpiredSchema,
  PurchaseFailedSchema,
} from '@boxoffice/contracts/order/v1/order_events';
import { toNumber } from '@boxoffice/kernel';
import { type Consumer, type Database, type EventMessage, inboxConsumer, type Log } from '@boxoffice/platform';
import { type DescMessage, fromBinary, type MessageShape } from '@bufbuild/protobuf';
import type { TakenTickets } from './domain/taken-tickets.ts';
import { type Release, releaseTickets } from './usecases/release-tickets.ts';
import { applyEventTerms } from './usecases/sync-event-terms.ts';
import { readTerms } from './wire.ts';

const CATALOG = 'boxoffice.catalog.v1';
const ORDER = 'boxoffice.order.v1';

type Reader<T> = (payload: Uint8Array) => T;

function reader<Desc extends DescMessage, T>(schema: Desc, map: (message: MessageShape<Desc>) => T): Reader<T> {
  return (payload) => map(fromBinary(schema, payload));
}

const TERMS = {
  [`${CATALOG}.event_created`]: reader(EventCreatedSchema, ({ event }) => readTerms(event)),
  [`${CATALOG}.event_updated`]: reader(EventUpdatedSchema, ({ event }) => readTerms(event)),
  [`${CATALOG}.event_cancelled`]: reader(EventCancelledSchema, ({ event }) => readTerms(event)),
};

type GivenBack = { purchaseId: bigint; generation: bigint; ticketIds: bigint[] };

function release({ purchaseId, generation, ticketIds }: GivenBack, reason: string, final: boolean): Release {
  return {
    purchaseId: toNumber(purchaseId),
    generation: toNumber(generation),
    ticketIds: ticketIds.map(toNumber),
    reason,
    final,
  };
}

const RELEASES: Record<string, Reader<Release | undefined>> = {
  [`${ORDER}.purchase_failed`]: reader(PurchaseFailedSchema, (message) =>
    message.refused ? undefined : release(message, message.reason, true),
  ),
  [`${ORDER}.purchase_expired`]: reader(PurchaseExpiredSchema, (message) => release(message, 'expired', true)),
  [`${ORDER}.purchase_cancelled`]: reader(PurchaseCancelledSchema, (message) =>
    release(message, message.reason, false),
  ),
};

function read<T>(readers: Record<string, Reader<T>>, { subject, payload }: EventMessage): T {
  const parse = readers[subject];
  if (!parse) throw new Error(`${subject} is not one of ${Object.keys(readers).join(', ')}`);
  return parse(payload);
}

/** What inventory hears: events' terms from catalog, and purchases that give tickets back from order. */
export function consumers(database: Database, taken: TakenTickets, log: Log): Consumer[] {
  return [
    inboxConsumer(database, {
      name: 'inventory-sync-event-terms',
      subjects: Object.keys(TERMS),
      log,
      apply: (em, messages) =>
        applyEventTerms(
          em,
          messages.map((message) => read(TERMS, message)),
          taken,
        ),
    }),
    inboxConsumer(database, {
      name: 'inventory-release-tickets',
      subjects: Object.keys(RELEASES),
      log,
      apply: (em, messages) =>
        releaseTickets(
          em,
          messages.flatMap((message) => read(RELEASES, message) ?? []),
          taken,
        ),
    }),
  ];
}
