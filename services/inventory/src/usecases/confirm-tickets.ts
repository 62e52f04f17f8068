import type { DomainError } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import { holdReleased } from '../domain/holding.ts';
import { sellHolds } from '../storage/hold-steps.ts';
import { findHolds, type Hold } from '../storage/holds.ts';
import { lockTicketsOfHolds } from '../storage/locking.ts';
import type { StepsAtOnce } from '../storage/steps-at-once.ts';

/** A purchase that is paid, and the generation of its hold. */
export type Confirmation = { purchaseId: number; generation: number };

/**
 * Sells what purchases hold: what needs no second thought in one statement, the rest in one transaction. Answers undefined for each that is sold now or was before, and
 * `hold_released` for each whose hold is gone or carries another generation.
 */
export function confirmTickets(database: Database, atOnce: StepsAtOnce) {
  const decide = (confirmations: Confirmation[]): Promise<(undefined | DomainError)[]> =>
    database.transaction('confirm tickets', async (em) => {
      const purchaseIds = confirmations.map(({ purchaseId }) => purchaseId);
      const tickets = await lockTicketsOfHolds(em, purchaseIds);
      // A release may have shrunk a hold before the locks were ours: what counts is how it stands now.
      const holds = await findHolds(em, purchaseIds);
      const stands = (hold: Hold, status: 'held' | 'sold') =>
        hold.ticketIds.length > 0 &&
        hold.ticketIds.every((id) => {
          const ticket = tickets.get(id);
          return ticket?.purchaseId === hold.purchaseId && ticket.status === status;
        });
      const confirmed: Hold[] = [];
      const results = confirmations.map(({ purchaseId, generation }) => {
        const hold = holds.get(purchaseId);
        if (!hold || hold.generation !== generation) return holdReleased();
        if (hold.status === 'confirmed' || stands(hold, 'sold')) return undefined;
        if (!stands(hold, 'held')) return holdReleased();
        confirmed.push(hold);
        return undefined;
      });
      await sellHolds(
        em,
        confirmed.map(({ purchaseId, ticketIds }) => ({
          purchaseId,
          tickets: ticketIds.flatMap((id) => tickets.get(id) ?? []),
        })),
      );
      return results;
    });

  return async (confirmations: Confirmation[]): Promise<(undefined | DomainError)[]> => {
    const distinct = new Map(confirmations.map((confirmation) => [confirmation.purchaseId, confirmation]));
    const sold = await atOnce.sell([...distinct.values()]);
    // Of two that name one purchase the first may carry another generation.
    const isSold = (one: Confirmation) => distinct.get(one.purchaseId) === one && sold.has(one.purchaseId);
    const others = confirmations.filter((one) => !isSold(one));
    const decided = others.length > 0 ? await decide(others) : [];
    return confirmations.map((one) => (isSold(one) ? undefined : decided.shift()));
  };
}
