import type { Event } from '@boxoffice/contracts/catalog/v1/catalog_service';
import type { EventAvailability } from '@boxoffice/contracts/inventory/v1/inventory_service';
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
