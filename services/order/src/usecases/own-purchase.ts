import { createBatcher, notFound } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import type { Purchase } from '../domain/purchase.ts';
import { loadPurchases } from '../storage/load-purchases.ts';

/** Reads one purchase of a customer; simultaneous reads share a query. Throws `purchase_not_found`, also for foreign ones. */
export function ownPurchase(database: Database) {
  const load = createBatcher<number, Purchase | undefined>(
    async (ids) => {
      const found = new Map((await loadPurchases(database.read(), ids)).map((purchase) => [purchase.id, purchase]));
      return ids.map((id) => found.get(id));
    },
    { lanes: 2 },
  );
  return async (purchaseId: number, customerId: number): Promise<Purchase> => {
    const purchase = await load(purchaseId);
    if (purchase?.customerId !== customerId) throw notFound('purchase');
    return purchase;
  };
}

/** See `ownPurchase`. */
export type OwnPurchase = ReturnType<typeof ownPurchase>;
