import { cutPage, type Database, decodeCursor, pageLimit } from '@boxoffice/platform';
import type { Purchase, PurchaseStatus } from '../domain/purchase.ts';
import { PurchaseHistoryEntity } from '../storage/entities.ts';
import { loadCustomerPurchases } from '../storage/load-purchases.ts';
import type { OwnPurchase } from './own-purchase.ts';

/** Lists a customer's purchases, newest first. Throws `invalid_cursor`. */
export function listPurchases(database: Database) {
  return async (
    customerId: number,
    status: PurchaseStatus | null,
    limit: number,
    cursor: string,
  ): Promise<{ purchases: Purchase[]; nextCursor: string }> => {
    const size = pageLimit(limit);
    const [before] = decodeCursor(cursor, ['number']) ?? [Number.MAX_SAFE_INTEGER];
    const rows = await loadCustomerPurchases(database.read(), customerId, status, Number(before), size + 1);
    const page = cutPage(rows, size, ({ id }) => [id]);
    return { purchases: page.rows, nextCursor: page.nextCursor };
  };
}

/** One step of a purchase's history. */
export type HistoryEntry = {
  from: PurchaseStatus | null;
  to: PurchaseStatus;
  reason: string | null;
  actor: string;
  at: Date;
};

/** Lists every change of one of a customer's purchases, oldest first. Throws `purchase_not_found`. */
export function listPurchaseHistory(database: Database, own: OwnPurchase) {
  return async (purchaseId: number, customerId: number): Promise<HistoryEntry[]> => {
    await own(purchaseId, customerId);
    const steps = await database.read().find(PurchaseHistoryEntity, { purchaseId }, { orderBy: { version: 'asc' } });
    return steps.map(({ fromStatus, toStatus, reason, actor, at }) => ({
      from: fromStatus ?? null,
      to: toStatus,
      reason: reason ?? null,
      actor,
      at,
    }));
  };
}
