import {
  type Event as EventMessage,
  EventSchema,
  EventStatus as StatusMessage,
} from '@boxoffice/contracts/catalog/v1/catalog_service';
import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { CatalogEvent, EventStatus } from '../domain/catalog-event.ts';

const STATUS_MESSAGES: Record<EventStatus, StatusMessage> = {
  draft: StatusMessage.DRAFT,
  published: StatusMessage.PUBLISHED,
  cancelled: StatusMessage.CANCELLED,
};

/** An event as the other parts of the platform see it: in answers, in stored answers and in facts. */
export function toEventMessage(event: CatalogEvent): EventMessage {
  const { salesStart, salesEnd } = event;
  return create(EventSchema, {
    id: BigInt(event.id),
    partnerId: BigInt(event.partnerId),
    name: event.name,
    description: event.description,
    date: timestampFromDate(event.date),
    location: event.location,
    status: STATUS_MESSAGES[event.status],
    currency: event.currency,
    ...(salesStart && { salesStart: timestampFromDate(salesStart) }),
    ...(salesEnd && { salesEnd: timestampFromDate(salesEnd) }),
    createdAt: timestampFromDate(event.createdAt),
    updatedAt: timestampFromDate(event.updatedAt),
    version: BigInt(event.version),
  });
}
