import { type Event, EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import type { EventAvailability } from '@boxoffice/contracts/inventory/v1/inventory_service';
import type { EventCancellation } from '@boxoffice/contracts/order/v1/order_service';
import { type Static, Type } from '@fastify/type-provider-typebox';
import { formatMoment, formatOptionalMoment } from '../time.ts';
import { Amount, Count, Currency, Id, Moment, nullable, number, OptionalMoment, shared, wireNames } from './common.ts';

/** Where an event stands. */
export const eventStatus = wireNames({
  draft: EventStatus.DRAFT,
  published: EventStatus.PUBLISHED,
  cancelled: EventStatus.CANCELLED,
});

/** Something people buy tickets for. */
export const EventBody = shared('Event', {
  id: Id,
  name: Type.String(),
  description: Type.String(),
  date: Moment,
  location: Type.String(),
  partner_id: Id,
  status: eventStatus.schema,
  currency: Currency,
  sales_start: OptionalMoment,
  sales_end: OptionalMoment,
  created_at: Moment,
  updated_at: Moment,
  availability: Type.Object({ total: Count, available: Count, held: Count, sold: Count }),
  price_range: nullable(Type.Object({ min: Amount, max: Amount })),
  cancellation: Type.Optional(
    Type.Object(
      { purchases: Count, refunded: Count },
      { description: 'Of a cancelled event: purchases that had tickets of it, and those of them that are refunded' },
    ),
  ),
});

/** The strong ETag of an event for its owner: its version. */
export function eventTag({ version }: Event): string {
  return `"${version}"`;
}

/**
 * An event with the counts of its tickets; without counts it has no tickets. A cancelled one tells how far its refunds
 * are, where that is known.
 */
export function presentEvent(
  event: Event,
  availability?: EventAvailability,
  refunds?: EventCancellation,
): Static<typeof EventBody.schema> {
  const { total = 0, available = 0, held = 0, sold = 0 } = availability?.counts ?? {};
  const { minPrice, maxPrice } = availability ?? {};
  return {
    id: number(event.id),
    name: event.name,
    description: event.description,
    date: formatMoment(event.date),
    location: event.location,
    partner_id: number(event.partnerId),
    status: eventStatus.nameOf(event.status),
    currency: event.currency,
    sales_start: formatOptionalMoment(event.salesStart),
    sales_end: formatOptionalMoment(event.salesEnd),
    created_at: formatMoment(event.createdAt),
    updated_at: formatMoment(event.updatedAt),
    availability: { total, available, held, sold },
    price_range:
      minPrice === undefined || maxPrice === undefined ? null : { min: number(minPrice), max: number(maxPrice) },
    ...(refunds ? { cancellation: { purchases: number(refunds.purchases), refunded: number(refunds.refunded) } } : {}),
  };
}
