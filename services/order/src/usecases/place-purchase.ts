import { type Clock, createBatcher, createGate, DomainError } from '@boxoffice/kernel';
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
// Enough for full batches. A crowd beyond it waits outside, so that those who have their tickets are through soon.
const ADMISSION = { most: 512, maxWaiting: 20_000 };

/**
 * Places a purchase: records it, then drives it to paid when a payment is given or nothing is to be paid, to reserved
 * otherwise.
 */
export function placePurchase(database: Database, driver: Driver, clock: Clock, leaseSeconds: number) {
  const record = createBatcher<NewPurchase, Recorded>(recordPurchases(database, clock, leaseSeconds), { lanes: 2 });
  const gate = createGate(ADMISSION);

  /** Records and drives it; `decided` as told by the driver. Undefined when its key is taken. */
  async function place({ payment, ...command }: PlacePurchase, decided: () => void): Promise<Answer | undefined> {
    const purchase = await record({ ...command, payAtOnce: payment !== undefined });
    if (!purchase) return undefined;
    const { key } = command;
    const outcome = { type: 'recorded' } as const;
    return driver.run({ purchase, outcome, payment, command: { operation: PLACE_PURCHASE, key }, decided });
  }

  return async (placement: PlacePurchase): Promise<CommandResult> => {
    const { payment: _, ...command } = placement;
    const { ticketIds, customerId, key, requestHash } = command;
    if (ticketIds.length < 1 || ticketIds.length > MAX_TICKETS || new Set(ticketIds).size < ticketIds.length) {
      const message = `must name 1 to ${MAX_TICKETS} distinct tickets`;
      throw new DomainError('invalid', 'validation_failed', `ticket_ids: ${message}`, {
        errors: [{ field: 'ticket_ids', message }],
      });
    }
    const leave = await gate.enter();
    const answer = await place(placement, leave).finally(leave);
    if (answer) return answer;
    const stored = await findAnswer(database, { customerId, operation: PLACE_PURCHASE, key, requestHash }, false);
    if (stored) return { stored };
    throw new Error(`the key of customer ${customerId} was taken and is gone`);
  };
}
