import { createBatcher, createGate, DomainError } from '@boxoffice/kernel';
import type { Answer } from '../domain/answers.ts';
import { PLACE_PURCHASE } from '../domain/commands.ts';
import { createContestedTickets } from '../domain/contested-tickets.ts';
import { findAnswer } from '../storage/keys.ts';
import type { NewPurchase } from '../storage/new-purchases.ts';
import { type Recorded, recordPurchases } from '../storage/record-purchases.ts';
import type { Driver } from './drive-purchase.ts';
import type { Driving } from './perform-effects.ts';
import { refusePurchase } from './refuse-purchase.ts';

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

/** What placing needs. */
export type Placing = Omit<Driving, 'committed' | 'log'> & { driver: Driver };

/**
 * Places a purchase: records it, then drives it to paid when a payment is given or nothing is to be paid, to reserved
 * otherwise. One whose tickets others have just asked for in vain is refused at once when inventory knows that it would.
 */
export function placePurchase(placing: Placing) {
  const { database, driver, inventory, clock, settings } = placing;
  const record = createBatcher<NewPurchase, Recorded>(recordPurchases(database, clock, settings.leaseSeconds), {
    lanes: 2,
  });
  const refuse = refusePurchase(placing);
  const contested = createContestedTickets(clock);
  const gate = createGate(ADMISSION);

  /** Records and drives it; `decided` as told by the driver. Undefined when its key is taken. */
  async function drive({ payment, ...command }: PlacePurchase, decided: () => void): Promise<Answer | undefined> {
    const purchase = await record({ ...command, payAtOnce: payment !== undefined });
    if (!purchase) return undefined;
    const { key } = command;
    const outcome = { type: 'recorded' } as const;
    return driver.run({ purchase, outcome, payment, command: { operation: PLACE_PURCHASE, key }, decided });
  }

  async function place(placement: PlacePurchase): Promise<Answer | undefined> {
    const { payment, ...command } = placement;
    const refusal = contested.has(command.ticketIds) ? await inventory.check(command) : undefined;
    if (refusal) return refuse({ ...command, payAtOnce: payment !== undefined, refusal });
    const leave = await gate.enter();
    const answer = await drive(placement, leave).finally(leave);
    if (answer?.failure?.reason === 'ticket_unavailable') contested.note(command.ticketIds);
    return answer;
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
    const answer = await place(placement);
    if (answer) return answer;
    const stored = await findAnswer(database, { customerId, operation: PLACE_PURCHASE, key, requestHash }, false);
    if (stored) return { stored };
    throw new Error(`the key of customer ${customerId} was taken and is gone`);
  };
}
