import { type Clock, createBatcher, DomainError } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import type { Answer } from '../domain/answers.ts';
import { PLACE_PURCHASE } from '../domain/commands.ts';
import { findAnswer } from '../storage/keys.ts';
import { type NewPurchase, type Recorded, recordPurchases } from '../storage/record-purchases.ts';
import type { Driver } from './drive-purchase.ts';

/** How a customer pays. */
export type PaymentMethod = { method: string; token: string };

/** A purchase to place. */
export type PlacePurchase = {
  customerId: number;
  ticketIds: number[];
  payment: PaymentMethod | undefined;
  key: string;
  requestHash: Uint8Array;
};

/** An answer made now, or the stored one of the same idempotency key. */
export type CommandResult = Answer | { stored: Buffer };

const MAX_TICKETS = 20;

/**
 * Places a purchase: records it, then drives it to paid when a payment is given or nothing is to be paid, to reserved
 * otherwise.
 */
export function placePurchase(database: Database, driver: Driver, clock: Clock, leaseSeconds: number) {
  const record = createBatcher<NewPurchase, Recorded>(recordPurchases(database, clock, leaseSeconds), { lanes: 2 });
  return async ({ payment, ...command }: PlacePurchase): Promise<CommandResult> => {
    const { ticketIds, customerId, key, requestHash } = command;
    if (ticketIds.length < 1 || ticketIds.length > MAX_TICKETS || new Set(ticketIds).size < ticketIds.length) {
      const message = `must name 1 to ${MAX_TICKETS} distinct tickets`;
      throw new DomainError('invalid', 'validation_failed', `ticket_ids: ${message}`, {
        errors: [{ field: 'ticket_ids', message }],
      });
    }
    const purchase = await record({ ...command, payAtOnce: payment !== undefined });
    if (purchase)
      return driver.run({
        purchase,
        outcome: { type: 'recorded' },
        payment,
        command: { operation: PLACE_PURCHASE, key },
      });
    const stored = await findAnswer(database, { customerId, operation: PLACE_PURCHASE, key, requestHash }, false);
    if (stored) return { stored };
    throw new Error(`the key of customer ${customerId} was taken and is gone`);
  };
}
