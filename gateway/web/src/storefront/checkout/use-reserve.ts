import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { ProblemError } from '../../api/problem.ts';
import { type Basket, withFaults, withoutItems } from '../basket/rules.ts';
import { changeBasket } from '../basket/store.ts';
import { reserve } from '../data/commands.ts';
import { faultsOf, purchaseOf } from '../data/faults.ts';
import { keys } from '../data/keys.ts';

// The purchase goes on although its answer does not say how: its page tells.
const GOES_ON = ['confirmation_timeout', 'payment_timeout'];

function purchaseUnderWay(error: unknown): number | undefined {
  return error instanceof ProblemError && GOES_ON.includes(error.reason) ? purchaseOf(error.body) : undefined;
}

type Options = {
  /** True to try once more after a moment when the tickets are held: by a purchase of one's own that has just ended. */
  isPatient?: boolean;
  /** Called when others have some of the tickets. */
  onRefused?: () => void;
};

const MOMENT_MS = 1500;

async function reservePatiently(ticketIds: number[]) {
  try {
    return await reserve(ticketIds);
  } catch (error) {
    const faults = error instanceof ProblemError ? faultsOf(error.body) : [];
    if (faults.length === 0 || faults.some(({ trouble }) => trouble !== 'held')) throw error;
    await new Promise((done) => setTimeout(done, MOMENT_MS));
    return reserve(ticketIds);
  }
}

/**
 * Holds the tickets of a basket and goes on to pay for them. Tickets that others have are marked in the basket, and the
 * caller is told.
 */
export function useReserve({ isPatient = false, onRefused }: Options = {}) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const ids = (items: Basket) => items.map(({ ticketId }) => ticketId);
  const goOn = (purchaseId: number, items: Basket) => {
    changeBasket((basket) => withoutItems(basket, ids(items)));
    void navigate(`/purchases/${purchaseId}`);
  };
  return useMutation({
    mutationFn: (items: Basket) => (isPatient ? reservePatiently : reserve)(ids(items)),
    onSuccess(purchase, items) {
      client.setQueryData(keys.purchase(purchase.id), purchase);
      void client.invalidateQueries({ queryKey: keys.allPurchases });
      goOn(purchase.id, items);
    },
    onError(error, items) {
      void client.invalidateQueries({ queryKey: keys.allPurchases });
      const underWay = purchaseUnderWay(error);
      if (underWay !== undefined) return goOn(underWay, items);
      const faults = error instanceof ProblemError ? faultsOf(error.body) : [];
      if (faults.length === 0) return;
      changeBasket((basket) => withFaults(basket, faults));
      onRefused?.();
    },
  });
}
