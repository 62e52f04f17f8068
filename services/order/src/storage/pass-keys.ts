import { type Database, query, toDate } from '@boxoffice/platform';
import type { JWK_OKP_Private } from 'jose';
import type { PassKeyTimes } from '../domain/pass.ts';

/** A key as it is stored. */
export type StoredPassKey = PassKeyTimes & { kid: string; privateJwk: JWK_OKP_Private };

type KeyRow = { kid: string; private_jwk: JWK_OKP_Private; signs_from: string };

/** Every key of passes, oldest first. */
export async function listPassKeys(database: Database): Promise<StoredPassKey[]> {
  const rows = await query<KeyRow>(
    database.read(),
    'select kid, private_jwk, signs_from from pass_keys order by signs_from, number',
  );
  return rows.map((row) => ({ kid: row.kid, privateJwk: row.private_jwk, signsFrom: toDate(row.signs_from) }));
}

/** Adds the first key; of processes that do so at once one succeeds, and the others' keys are forgotten. */
export async function addFirstPassKey(
  database: Database,
  { kid, privateJwk }: Omit<StoredPassKey, 'signsFrom'>,
): Promise<void> {
  await database.statement(
    'add first pass key',
    `insert into pass_keys (number, kid, private_jwk, signs_from) values (1, $1, $2::jsonb, 'epoch')
     on conflict (number) do nothing`,
    [kid, JSON.stringify(privateJwk)],
  );
}
