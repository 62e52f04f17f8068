import type { Event as EventMessage } from '@boxoffice/contracts/catalog/v1/catalog_service';
import type { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import type { Log } from '@boxoffice/platform';
import type { Client } from '@connectrpc/connect';

const DEADLINE_MS = 1000;

/**
 * Tells inventory of a change at once, so that who made it meets it at the next purchase. Never fails: the published fact
 * tells the same a little later.
 */
export async function syncEventTerms(
  inventory: Client<typeof InventoryService>,
  log: Log,
  event: EventMessage,
): Promise<void> {
  try {
    await inventory.syncEventTerms({ event }, { timeoutMs: DEADLINE_MS });
  } catch (error) {
    log.warn({ err: error, event: event.id.toString() }, 'inventory was not told of an event at once');
  }
}
