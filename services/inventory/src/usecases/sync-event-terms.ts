import type { Database } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventTerms } from '../domain/event-terms.ts';
import type { TakenTickets } from '../domain/taken-tickets.ts';
import { saveTerms } from '../storage/terms.ts';
import { withdrawAvailable } from '../storage/ticket-changes.ts';

/**
 * Takes over what catalog says of events, in the caller's transaction; older news than what is known changes nothing. The
 * tickets of a cancelled event are withdrawn: at once where nobody holds them, the others when they are given back.
 */
export async function applyEventTerms(em: EntityManager, terms: EventTerms[], taken: TakenTickets): Promise<void> {
  // In id order, so that two of these can't deadlock.
  for (const one of terms.toSorted((a, b) => a.eventId - b.eventId)) {
    const saved = await saveTerms(em, one);
    if (saved && one.status === 'cancelled') await withdrawAvailable(em, one.eventId, 'event_cancelled');
  }
  taken.forgetEvents(terms.map(({ eventId }) => eventId));
}

/** Takes over what catalog says of one event, in a transaction of its own. */
export function syncEventTerms(database: Database, taken: TakenTickets) {
  return (terms: EventTerms): Promise<void> =>
    database.transaction('sync event terms', (em) => applyEventTerms(em, [terms], taken));
}
