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

const LOOK_MS = 200;
const ROUND_MS = 2000;
const AT_ONCE = 200;
// No customer asked for it, so no idempotency key waits for its answer.
const NOBODYS = { operation: 'cancel_event', key: '' };

/** What cancelling events needs. */
export type CancellingEvents = {
  database: Database;
  driver: Driver;
  inventory: InventoryPort;
  log: Log;
  /** Work on a cancelled event that nobody has moved for this long is taken up by another process, in seconds. */
  leaseSeconds: number;
};

/**
 * Refunds purchases of cancelled events, forever: for each purchase only the tickets of that event, whatever else it
 * bought. Purchases that are being paid are waited for. Work left by a crash is taken up again. Answers a function that
 * stops it.
 */
export function cancelEvents({
  database,
  driver,
  inventory,
  log,
  leaseSeconds,
}: CancellingEvents): () => Promise<void> {
  const stopping = new AbortController();

  async function cancelIn(purchase: Purchase, { eventId, partnerId }: EventCancellation): Promise<void> {
    if (purchase.status !== 'paid' && purchase.status !== 'reserved') return;
    const items = standingItems(purchase).filter((item) => item.eventId === eventId);
    const ticketIds = items.map(({ ticketId }) => ticketId);
    if (ticketIds.length === 0) return;
    const actor = `partner:${partnerId}`;
    try {
      const outcome = { type: 'cancel' as const, ticketIds, reason: 'event_cancelled', actor };
      await driver.run({ purchase, outcome, command: NOBODYS });
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
    }
  }

  /** One round over a cancelled event's purchases; true when none is left. */
  async function round(cancellation: EventCancellation): Promise<boolean> {
    const { eventId, event } = cancellation;
    // Inventory may not have heard yet. Once it has, no new hold can come, and what is found below is all there is.
    await inventory.syncEventTerms(event);
    await countPurchasesOnce(database, eventId);
    // Those that are driven already (a refund that does not succeed, say) hold up no other.
    const found = await purchasesOf(database, eventId, AT_ONCE, driver.underway());
    const purchases = await loadPurchases(database.read(), found);
    const cancelling = Promise.all(purchases.map((purchase) => cancelIn(purchase, cancellation)));
    await Promise.race([cancelling, sleep(ROUND_MS)]);
    // What goes on beyond this round is judged by the next one.
    cancelling.catch((error) =>
      log.warn({ err: error, event: eventId }, 'a purchase of a cancelled event was not refunded yet'),
    );
    return found.length === 0 && (await purchasesOf(database, eventId, 1, [])).length === 0;
  }

  async function work(cancellation: EventCancellation): Promise<void> {
    const done = await round(cancellation).catch((error) => {
      log.warn({ err: error, event: cancellation.eventId }, 'refunding an event was interrupted; it goes on');
      return false;
    });
    await finishCancellation(database, cancellation.eventId, done);
  }

  async function look(): Promise<void> {
    await Promise.all((await takeCancellations(database, leaseSeconds)).map(work));
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
