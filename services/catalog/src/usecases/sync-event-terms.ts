import { setTimeout as sleep } from 'node:timers/promises';
import type { Event as EventMessage } from '@boxoffice/contracts/catalog/v1/catalog_service';
import type { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import type { Log } from '@boxoffice/platform';
import type { Client } from '@connectrpc/connect';

const DEADLINE_MS = 1000;
const TRIES = 3;
const PAUSE_MS = 50;

/**
 * Tells inventory of a change at once, so that who made it meets it at the next purchase. When the process that is told
 * dies with the call, another one is: what is told twice is known once. Never fails: the published fact tells the same a
 * little later.
 */
export async function syncEventTerms(
  inventory: Client<typeof InventoryService>,
  log: Log,
  event: EventMessage,
): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  const leftMs = () => deadline - performance.now();
  for (let tries = 1; ; tries++) {
    try {
      await inventory.syncEventTerms({ event }, { timeoutMs: Math.ceil(leftMs()) });
      return;
    } catch (error) {
      if (tries < TRIES && leftMs() > PAUSE_MS) await sleep(PAUSE_MS);
      else return log.warn({ err: error, event: event.id.toString() }, 'inventory was not told of an event at once');
    }
  }
}
