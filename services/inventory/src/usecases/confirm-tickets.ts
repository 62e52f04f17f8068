import type { DomainError } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import { holdReleased } from '../domain/holding.ts';
import { findHolds } from '../storage/holds.ts';
import type { StepsAtOnce } from '../storage/steps-at-once.ts';

/** A purchase that is paid, and the generation of its hold. */
export type Confirmation = { purchaseId: number; generation: number };

/**
 * Sells what purchases hold, many in one statement. Answers undefined for each that is sold now or was before, and
 * `hold_released` for each whose hold is gone or carries another generation.
 */
export function confirmTickets(database: Database, atOnce: StepsAtOnce) {
  return async (confirmations: Confirmation[]): Promise<(undefined | DomainError)[]> => {
    const distinct = new Map(confirmations.map((confirmation) => [confirmation.purchaseId, confirmation]));
    const sold = await atOnce.sell([...distinct.values()]);
    // Of two that name one purchase the first may carry another generation.
    const isSold = (one: Confirmation) => distinct.get(one.purchaseId) === one && sold.has(one.purchaseId);
    const others = confirmations.filter((one) => !isSold(one)).map(({ purchaseId }) => purchaseId);
    const holds = await findHolds(database.read(), others);
    const wasSold = ({ purchaseId, generation }: Confirmation) => {
      const hold = holds.get(purchaseId);
      return hold?.status === 'confirmed' && hold.generation === generation;
    };
    return confirmations.map((one) => (isSold(one) || wasSold(one) ? undefined : holdReleased()));
  };
}
