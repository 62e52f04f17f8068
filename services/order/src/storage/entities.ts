import { defineEntity, p } from '@mikro-orm/core';
import type { PurchaseStatus } from '../domain/purchase.ts';

/** One step of a purchase's history; append-only. */
export const PurchaseHistoryEntity = defineEntity({
  name: 'PurchaseHistoryEntity',
  tableName: 'purchase_history',
  properties: {
    purchaseId: p.bigint('number').primary(),
    version: p.integer().primary(),
    fromStatus: p.text().$type<PurchaseStatus>().nullable(),
    toStatus: p.text().$type<PurchaseStatus>(),
    reason: p.text().nullable(),
    actor: p.text(),
    at: p.datetime(),
  },
});
