import { useMutation, useQueryClient } from '@tanstack/react-query';
import { pay } from '../data/commands.ts';
import { keys } from '../data/keys.ts';

/** Pays a reserved purchase; its page is told what became of it, also when the answer was lost. */
export function usePay(purchaseId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: string) => pay(purchaseId, token),
    onSuccess: (purchase) => client.setQueryData(keys.purchase(purchaseId), purchase),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.purchase(purchaseId) }),
        client.invalidateQueries({ queryKey: keys.allPurchases }),
      ]),
  });
}
