import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, DomainError } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import type { Answer } from '../domain/answers.ts';
import { cancelOperation } from '../domain/commands.ts';
import type { Purchase } from '../domain/purchase.ts';
import { cancellableTickets, requireNotStarted } from '../domain/rules.ts';
import { type CommandKey, claimKey, releaseKey, storeAnswer } from '../storage/keys.ts';
import { type Driver, Superseded } from './drive-purchase.ts';
import { onceByKey } from './once-by-key.ts';
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
const MOST_TRIES = 5;

function inProgress(): DomainError {
  const message = 'A refund is under way; the purchase tells when it is done.';
  return new DomainError('timeout', 'cancellation_in_progress', message);
}

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

  async function attempt(command: CancelPurchase, keyed: CommandKey, claim: () => Promise<void>): Promise<Answer> {
    const { customerId, purchaseId, key } = command;
    const purchase = await settled(purchaseId, customerId);
    if (purchase.status === 'cancelling') throw inProgress();
    const ticketIds = cancellableTickets(purchase, command.ticketIds);
    if (ticketIds.length > 0 && purchase.status === 'paid') {
      const events = purchase.items.filter((item) => ticketIds.includes(item.ticketId)).map(({ eventId }) => eventId);
      requireNotStarted(purchase, ticketIds, await catalog.startsOf([...new Set(events)]), clock());
    }
    await claim();
    if (ticketIds.length > 0) {
      const actor = `customer:${customerId}`;
      const outcome = { type: 'cancel' as const, ticketIds, reason: 'cancelled_by_customer', actor };
      return driver.run({ purchase, outcome, command: { operation: keyed.operation, key } });
    }
    const answer = { purchase, failure: null };
    await storeAnswer(database, keyed, wire.answer(answer));
    return answer;
  }

  async function persistently(command: CancelPurchase, keyed: CommandKey): Promise<Answer> {
    let claimed: Promise<void> | undefined;
    const claim = () => {
      claimed ??= claimKey(database, keyed, command.purchaseId);
      return claimed;
    };
    try {
      for (let tries = 1; tries <= MOST_TRIES; tries++) {
        try {
          return await attempt(command, keyed, claim);
        } catch (error) {
          if (!(error instanceof Superseded)) throw error;
        }
      }
      throw new DomainError('conflict', 'purchase_not_cancellable', 'Others are changing this purchase; try again.');
    } catch (error) {
      // Refused, and nothing changed: the key is free for another try.
      const mine = await claimed?.then(() => true).catch(() => false);
      if (mine && error instanceof DomainError && error.kind !== 'unavailable') await releaseKey(database, keyed);
      throw error;
    }
  }

  return (command: CancelPurchase): Promise<CommandResult> => {
    const { customerId, purchaseId, key, requestHash } = command;
    const keyed = { customerId, operation: cancelOperation(purchaseId), key, requestHash };
    return onceByKey(database, keyed, () => persistently(command, keyed));
  };
}
