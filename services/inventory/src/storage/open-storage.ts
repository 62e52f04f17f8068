import { type Database, openDatabase } from '@boxoffice/platform';
import { BatchEntity, EventTermsEntity, TicketEntity } from './entities.ts';
import { Initial } from './migrations/2026-11-23-initial.ts';
import { HistoryByEvent } from './migrations/2026-11-24-history-by-event.ts';
import { PriceChanges } from './migrations/2026-11-29-price-changes.ts';

/** Opens the inventory database and brings its schema up to date. */
export async function openStorage(url: string, pool: number): Promise<Database> {
  const entities = [TicketEntity, EventTermsEntity, BatchEntity];
  const database = await openDatabase({ url, pool, entities, migrations: [Initial, HistoryByEvent, PriceChanges] });
  await database.migrate();
  return database;
}
