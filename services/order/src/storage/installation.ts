import { type Database, query } from '@boxoffice/platform';

/** The name that this orders database has given itself: no other one has it. */
export async function installationOf(database: Database): Promise<string> {
  const [row] = await query<{ id: string }>(database.read(), 'select id from installation');
  if (!row) throw new Error('the orders database has lost its name (table installation)');
  return row.id;
}
