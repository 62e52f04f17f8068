import type { Database } from '@boxoffice/platform';
import type { EventTerms } from '../domain/event-terms.ts';
import { saveTerms } from '../storage/terms.ts';

/** Takes over what catalog says of an event; older news than what is known changes nothing. */
export function syncEventTerms(database: Database) {
  return (terms: EventTerms): Promise<void> => database.transaction((em) => saveTerms(em, terms));
}
