import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ProblemError } from '../../api/problem.ts';
import { cancelTickets } from '../data/commands.ts';
import { keys } from '../data/keys.ts';

/** Cancels tickets of a purchase; its page is told what became of it. `onEnd` is called when there is nothing to decide. */
export function useCancel(purchaseId: number, onEnd: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ticketIds: number[]) => cancelTickets(purchaseId, ticketIds),
    onSuccess(purchase) {
      client.setQueryData(keys.purchase(purchaseId), purchase);
      onEnd();
    },
    onError(error) {
      // The refund is on its way and takes longer than an answer may: the page follows it.
      if (error instanceof ProblemError && error.reason === 'cancellation_in_progress') onEnd();
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.purchase(purchaseId) }),
        client.invalidateQueries({ queryKey: keys.allPurchases }),
      ]),
  });
}
