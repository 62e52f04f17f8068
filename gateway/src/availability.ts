import { type Event, EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import type { EventAvailability } from '@boxoffice/contracts/inventory/v1/inventory_service';
import type { EventCancellation } from '@boxoffice/contracts/order/v1/order_service';
import { presentEvent } from './presenters/event.ts';
import type { Services } from './services.ts';

/** Counts the tickets of events, by event id, in one call. */
export async function countTickets(
  inventory: Services['inventory'],
  eventIds: bigint[],
  bySection = false,
): Promise<Map<bigint, EventAvailability>> {
  if (eventIds.length === 0) return new Map();
  const { events } = await inventory.batchGetAvailability({ eventIds, bySection });
  return new Map(events.map((availability) => [availability.eventId, availability]));
}

/** Events with the counts of their tickets. */
export async function presentEvents(inventory: Services['inventory'], events: Event[]) {
  const ids = events.map(({ id }) => id);
  const counts = await countTickets(inventory, ids);
  return events.map((event) => presentEvent(event, counts.get(event.id)));
}

/** How far the refunds of those events are that are cancelled, by event id. */
async function refundsOf(order: Services['order'], events: Event[]): Promise<Map<bigint, EventCancellation>> {
  const eventIds = events.filter(({ status }) => status === EventStatus.CANCELLED).map(({ id }) => id);
  if (eventIds.length === 0) return new Map();
  const { cancellations } = await order.batchGetEventCancellations({ eventIds });
  return new Map(cancellations.map((cancellation) => [cancellation.eventId, cancellation]));
}

/** A partner's own events: with the counts of their tickets, and cancelled ones with how far their refunds are. */
export async function presentOwnEvents({ inventory, order }: Services, events: Event[]) {
  const ids = events.map(({ id }) => id);
  const [counts, refunds] = await Promise.all([countTickets(inventory, ids), refundsOf(order, events)]);
  return events.map((event) => presentEvent(event, counts.get(event.id), refunds.get(event.id)));
}
