import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, DomainError } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import type { Purchase } from '../domain/purchase.ts';
import { cancellableTickets, requireNotStarted } from '../domain/rules.ts';
import { claimKey, findAnswer, storeAnswer } from '../storage/keys.ts';
import { type Driver, Superseded } from './drive-purchase.ts';
import type { OwnPurchase } from './own-purchase.ts';
import type { CommandResult } from './place-purchase.ts';
import type { CatalogPort, PurchaseWire } from './ports.ts';

/** A purchase to cancel, whole or in part. */
export type CancelPurchase = {
  customerId: number;
  purchaseId: number;
  /** Only these; empty means all. */
  ticketIds: number[];
  key: string;
  requestHash: Uint8Array;
};

const WAIT_MS = 100;
const WAIT_LIMIT_MS = 10_000;

/**
 * Cancels tickets of a purchase: a reserved one gives them back, a paid one is refunded for them first. What is cancelled
 * already stays as it is. Throws `purchase_not_found`, `ticket_not_found`, `purchase_not_cancellable`, `event_started`.
 */
export function cancelPurchase(
  database: Database,
  driver: Driver,
  own: OwnPurchase,
  catalog: CatalogPort,
  wire: PurchaseWire,
  clock: Clock,
) {
  // A refund under way: wait for it, so that cancelling twice is the same as once.
  async function settled(purchaseId: number, customerId: number): Promise<Purchase> {
    for (const start = Date.now(); ; await sleep(WAIT_MS)) {
      const purchase = await own(purchaseId, customerId);
      if (purchase.status !== 'cancelling' || Date.now() - start > WAIT_LIMIT_MS) return purchase;
    }
  }

  async function attempt(command: CancelPurchase, claim: () => Promise<void>): Promise<CommandResult> {
    const { customerId, purchaseId } = command;
    const purchase = await settled(purchaseId, customerId);
    if (purchase.status === 'cancelling') {
      throw new DomainError(
        'timeout',
        'cancellation_in_progress',
        'A refund is under way; the purchase tells when it is done.',
      );
    }
    const ticketIds = cancellableTickets(purchase, command.ticketIds);
    if (ticketIds.length > 0 && purchase.status === 'paid') {
      const events = purchase.items.filter((item) => ticketIds.includes(item.ticketId)).map(({ eventId }) => eventId);
      requireNotStarted(purchase, ticketIds, await catalog.startsOf([...new Set(events)]), clock());
    }
    await claim();
    if (ticketIds.length > 0) {
      const actor = `customer:${customerId}`;
      return driver.run({ purchase, outcome: { type: 'cancel', ticketIds, reason: 'cancelled_by_customer', actor } });
    }
    const answer = { purchase, failure: null };
    if (command.key !== '') await storeAnswer(database, purchaseId, wire.answer(answer));
    return answer;
  }

  return async (command: CancelPurchase): Promise<CommandResult> => {
    const { customerId, purchaseId, key, requestHash } = command;
    const keyed = { customerId, operation: `cancel_purchase:${purchaseId}`, key, requestHash };
    const stored = await findAnswer(database, keyed);
    if (stored) return { stored };
    let claimed: Promise<void> | undefined;
    const claim = () => {
      claimed ??= claimKey(database, keyed, purchaseId);
      return claimed;
    };
    for (let tries = 1; ; tries++) {
      try {
        return await attempt(command, claim);
      } catch (error) {
        if (!(error instanceof Superseded) || tries >= 5) throw error;
      }
    }
  };
}
