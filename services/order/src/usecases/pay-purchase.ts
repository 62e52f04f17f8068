import { type Clock, DomainError } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import { payOperation } from '../domain/commands.ts';
import { type Purchase, standingItems } from '../domain/purchase.ts';
import { requirePayable } from '../domain/rules.ts';
import { type CommandKey, claimKey, releaseKey } from '../storage/keys.ts';
import { type Driver, Superseded } from './drive-purchase.ts';
import { onceByKey } from './once-by-key.ts';
import type { OwnPurchase } from './own-purchase.ts';
import type { CommandResult, PaymentMethod } from './place-purchase.ts';
import type { CatalogPort } from './ports.ts';

/** A reserved purchase to pay. */
export type PayPurchase = {
  customerId: number;
  purchaseId: number;
  payment: PaymentMethod;
  key: string;
  requestHash: Uint8Array;
};

const MOST_TRIES = 5;

/**
 * Pays a reserved purchase. Throws `purchase_not_found`, `hold_expired`, `purchase_not_payable`, `event_cancelled`; a
 * declined payment leaves the hold as it was.
 */
export function payPurchase(database: Database, driver: Driver, own: OwnPurchase, catalog: CatalogPort, clock: Clock) {
  // Its refund would be on the way already: better not to take the money first.
  async function requireStanding(purchase: Purchase): Promise<void> {
    const items = standingItems(purchase);
    const cancelled = await catalog.cancelledOf([...new Set(items.map(({ eventId }) => eventId))]);
    if (cancelled.length === 0) return;
    const tickets = items
      .filter(({ eventId }) => cancelled.includes(eventId))
      .map(({ ticketId }) => ({ ticket_id: ticketId, reason: 'event_cancelled' }));
    throw new DomainError('conflict', 'event_cancelled', 'The event is cancelled.', { tickets });
  }

  async function attempt({ customerId, purchaseId, payment, key }: PayPurchase): Promise<CommandResult> {
    const purchase = await own(purchaseId, customerId);
    requirePayable(purchase, clock());
    const outcome = { type: 'pay' as const, method: payment.method, actor: `customer:${customerId}` };
    return driver.run({ purchase, outcome, payment, command: { operation: payOperation(purchaseId), key } });
  }

  // Somebody may move it between the look and the step: the rule says again what that means for this command.
  async function persistently(command: PayPurchase): Promise<CommandResult> {
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      try {
        return await attempt(command);
      } catch (error) {
        if (!(error instanceof Superseded)) throw error;
      }
    }
    throw new DomainError('conflict', 'purchase_not_payable', 'Others are paying this purchase at the same time.');
  }

  async function payByKey(command: PayPurchase, keyed: CommandKey): Promise<CommandResult> {
    const { customerId, purchaseId } = command;
    const purchase = await own(purchaseId, customerId);
    requirePayable(purchase, clock());
    await requireStanding(purchase);
    await claimKey(database, keyed, purchaseId);
    try {
      return await persistently(command);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'conflict') await releaseKey(database, keyed);
      throw error;
    }
  }

  return (command: PayPurchase): Promise<CommandResult> => {
    const { customerId, purchaseId, key, requestHash } = command;
    const keyed = { customerId, operation: payOperation(purchaseId), key, requestHash };
    return onceByKey(database, keyed, () => payByKey(command, keyed));
  };
}
