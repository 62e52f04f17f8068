import type { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { fromConnectError } from '@boxoffice/platform';
import type { Client } from '@connectrpc/connect';
import type { TicketCounts } from '../domain/change-event.ts';

/** Asks inventory for an event's tickets; an event it does not know has none. Throws `service_unavailable` and the like. */
export async function countTickets(inventory: Client<typeof InventoryService>, eventId: number): Promise<TicketCounts> {
  try {
    const { events } = await inventory.batchGetAvailability({ eventIds: [BigInt(eventId)] });
    const counts = events.find((event) => event.eventId === BigInt(eventId))?.counts;
    return { total: counts?.total ?? 0, heldOrSold: (counts?.held ?? 0) + (counts?.sold ?? 0) };
  } catch (error) {
    throw fromConnectError(error);
  }
}
