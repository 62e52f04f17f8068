import { type Database, openDatabase } from '@boxoffice/platform';
import { EventEntity } from './event-entity.ts';
import { Initial } from './migrations/2026-11-23-initial.ts';

/** Opens the catalog database and brings its schema up to date. */
export async function openStorage(url: string, pool: number): Promise<Database> {
  const database = await openDatabase({ url, pool, entities: [EventEntity], migrations: [Initial] });
  await database.migrate();
  return database;
}
