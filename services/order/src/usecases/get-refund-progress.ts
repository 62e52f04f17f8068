import type { Database } from '@boxoffice/platform';
import { type RefundProgress, refundProgress } from '../storage/event-cancellations.ts';

/** Tells how far the refunds of cancelled events are, in the order asked. */
export function getRefundProgress(database: Database) {
  return (eventIds: number[]): Promise<RefundProgress[]> => refundProgress(database, eventIds);
}
