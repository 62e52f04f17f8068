import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Log } from '@boxoffice/platform';
import { type Purchase, standingItems } from '../domain/purchase.ts';
import {
  countPurchasesOnce,
  type EventCancellation,
  finishCancellation,
  purchasesOf,
  takeCancellations,
} from '../storage/event-cancellations.ts';
import { loadPurchases } from '../storage/load-purchases.ts';
import { type Driver, Superseded } from './drive-purchase.ts';
import type { InventoryPort } from './ports.ts';

const LOOK_MS = 500;
const AT_ONCE = 200;
const LEASE_SECONDS = 60;

/** What cancelling events needs. */
export type CancellingEvents = { database: Database; driver: Driver; inventory: InventoryPort; log: Log };

/**
 * Refunds purchases of cancelled events, forever: for each purchase only the tickets of that event, whatever else it
 * bought. Purchases that are being paid are waited for. Work left by a crash is taken up again. Answers a function that
 * stops it.
 */
export function cancelEvents({ database, driver, inventory, log }: CancellingEvents): () => Promise<void> {
  const stopping = new AbortController();

  async function cancelIn(purchase: Purchase, { eventId, partnerId }: EventCancellation): Promise<void> {
    if (purchase.status !== 'paid' && purchase.status !== 'reserved') return;
    const items = standingItems(purchase).filter((item) => item.eventId === eventId);
    const ticketIds = items.map(({ ticketId }) => ticketId);
    if (ticketIds.length === 0) return;
    const actor = `partner:${partnerId}`;
    try {
      await driver.run({ purchase, outcome: { type: 'cancel', ticketIds, reason: 'event_cancelled', actor } });
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
    }
  }

  async function work(cancellation: EventCancellation): Promise<void> {
    const { eventId, event } = cancellation;
    // Inventory may not have heard yet. Once it has, no new hold can come, and what is found below is all there is.
    await inventory.syncEventTerms(event);
    await countPurchasesOnce(database, eventId);
    while (!stopping.signal.aborted) {
      const found = await purchasesOf(database, eventId, AT_ONCE);
      if (found.length === 0) return finishCancellation(database, eventId, true);
      const free = found.filter((id) => !driver.underway().includes(id));
      const purchases = await loadPurchases(database.read(), free);
      await Promise.all(purchases.map((purchase) => cancelIn(purchase, cancellation)));
      await sleep(LOOK_MS / 5, undefined, { signal: stopping.signal });
    }
  }

  async function look(): Promise<void> {
    for (const cancellation of await takeCancellations(database, LEASE_SECONDS)) {
      try {
        await work(cancellation);
      } catch (error) {
        if (!stopping.signal.aborted)
          log.warn({ err: error, event: cancellation.eventId }, 'refunding an event was interrupted');
        await finishCancellation(database, cancellation.eventId, false);
      }
    }
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      await look().catch((error) => log.warn({ err: error }, 'looking for cancelled events failed'));
      await sleep(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const running = loop();
  return async () => {
    stopping.abort();
    await running;
  };
}
