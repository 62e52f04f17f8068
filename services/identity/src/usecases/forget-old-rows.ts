import { secondsAfter } from '@boxoffice/kernel';
import { forgetOldKeys } from '@boxoffice/platform';
import { daysInSeconds } from '../domain/session.ts';
import { deleteOldSessions } from '../storage/sessions.ts';
import { deleteOldKeys } from '../storage/signing-keys.ts';
import type { Identity } from './identity.ts';

const DAYS_KEPT = { endedSessions: 7, retiredKeys: 30 };

/** Deletes what nobody can need any more: ended sessions, exchanged refresh tokens, retired keys, answered requests. */
export async function forgetOldRows({ database, clock, terms }: Identity): Promise<void> {
  const daysAgo = (days: number) => secondsAfter(clock(), -daysInSeconds(days));
  await database.transaction('forget old idempotency keys', (em) => forgetOldKeys(em));
  await database.transaction('forget old signing keys', (em) => deleteOldKeys(em, daysAgo(DAYS_KEPT.retiredKeys)));
  await database.transaction('forget old sessions', (em) =>
    // An exchanged token is kept as long as an unused one would have lived: a thief can't hold one for longer.
    deleteOldSessions(em, daysAgo(DAYS_KEPT.endedSessions), daysAgo(terms.refreshTokenDays)),
  );
}
