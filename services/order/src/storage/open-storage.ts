import { type Database, openDatabase } from '@boxoffice/platform';
import { PurchaseHistoryEntity } from './entities.ts';
import { Initial } from './migrations/2026-11-23-initial.ts';
import { PaymentNotices } from './migrations/2026-11-24-payment-notices.ts';
import { SalesTotalsByDay } from './migrations/2026-11-24-sales-totals-by-day.ts';
import { PassKeys } from './migrations/2026-11-28-pass-keys.ts';
import { SalesCancelled } from './migrations/2026-11-28-sales-cancelled.ts';

const MIGRATIONS = [Initial, PaymentNotices, SalesTotalsByDay, PassKeys, SalesCancelled];

/** Opens the orders database and brings its schema up to date. */
export async function openStorage(url: string, pool: number): Promise<Database> {
  const database = await openDatabase({ url, pool, entities: [PurchaseHistoryEntity], migrations: MIGRATIONS });
  await database.migrate();
  return database;
}
