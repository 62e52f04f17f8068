import { defineEntity, p } from '@mikro-orm/core';
import type { EventDetails, EventStatus } from '../domain/catalog-event.ts';
import { foldText, searchWords } from '../domain/search-text.ts';

const EventSchema = defineEntity({
  name: 'EventEntity',
  tableName: 'events',
  properties: {
    id: p.bigint('number').primary(),
    partnerId: p.bigint('number'),
    name: p.text(),
    description: p.text(),
    date: p.datetime(3),
    location: p.text(),
    status: p.text().$type<EventStatus>(),
    currency: p.text(),
    salesStart: p.datetime(3).strictNullable(),
    salesEnd: p.datetime(3).strictNullable(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
    version: p.integer(),
    cancelReason: p.text().strictNullable(),
    searchWords: p.array().lazy(),
    foldedLocation: p.text().lazy(),
  },
});

/** An event as it is stored, with what searches compare. */
export class EventEntity extends EventSchema.class {
  /** Takes over changed details as the next version. */
  change(details: EventDetails, now: Date): void {
    Object.assign(this, details, searchColumns(details));
    this.version += 1;
    this.updatedAt = now;
  }

  /** Ends the event as its next and last version. */
  cancel(reason: string, now: Date): void {
    this.status = 'cancelled';
    this.cancelReason = reason;
    this.version += 1;
    this.updatedAt = now;
  }
}
EventSchema.setClass(EventEntity);

/** A new event's columns, all but the id. */
export function newEvent(partnerId: number, details: EventDetails, now: Date) {
  const own = { partnerId, createdAt: now, updatedAt: now, version: 1, cancelReason: null };
  return { ...details, ...own, ...searchColumns(details) };
}

function searchColumns({ name, description, location }: EventDetails) {
  return { searchWords: searchWords(`${name} ${description} ${location}`), foldedLocation: foldText(location) };
}
