import {
  EventCancelledSchema,
  EventCreatedSchema,
  EventUpdatedSchema,
} from '@boxoffice/contracts/catalog/v1/catalog_events';
import { type Fact, fact, record } from '@boxoffice/platform';
import { create } from '@bufbuild/protobuf';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventFact } from './domain/catalog-event.ts';
import { toEventMessage } from './usecases/event-message.ts';

/** Subjects of the facts that catalog publishes. */
export const SUBJECTS = {
  created: 'boxoffice.catalog.v1.event_created',
  updated: 'boxoffice.catalog.v1.event_updated',
  cancelled: 'boxoffice.catalog.v1.event_cancelled',
};

/** Records a fact in the outbox, in the entity manager's transaction. */
export function recordFact(em: EntityManager, told: EventFact): Promise<void> {
  return record(em, [toFact(told)]);
}

function toFact(told: EventFact): Fact {
  const subject = SUBJECTS[told.kind];
  const event = toEventMessage(told.event);
  switch (told.kind) {
    case 'created':
      return fact(subject, EventCreatedSchema, create(EventCreatedSchema, { event }));
    case 'updated':
      return fact(subject, EventUpdatedSchema, create(EventUpdatedSchema, { event }));
    case 'cancelled':
      return fact(subject, EventCancelledSchema, create(EventCancelledSchema, { event, reason: told.reason }));
  }
}
