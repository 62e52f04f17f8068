import { type Clock, createBatcher, type DomainError } from '@boxoffice/kernel';
import { type Database, followRevision } from '@boxoffice/platform';
import type { HoldRequest } from '../domain/holding.ts';
import type { TakenTickets } from '../domain/taken-tickets.ts';
import { AVAILABILITY_MARKS } from '../storage/counts.ts';
import type { StepsAtOnce } from '../storage/steps-at-once.ts';
import { type Confirmation, confirmTickets } from './confirm-tickets.ts';
import { COUNTS_LAG_MS, countAvailability } from './count-availability.ts';
import { createTickets } from './create-tickets.ts';
import { seatMaps } from './get-seat-map.ts';
import { listBatches } from './list-batches.ts';
import { listTicketHistory } from './list-ticket-history.ts';
import { getTicket, listTickets } from './read-tickets.ts';
import { type HeldTickets, type RefusedHold, reserveTickets } from './reserve-tickets.ts';
import { syncEventTerms } from './sync-event-terms.ts';
import { updateTickets } from './update-tickets.ts';

/**
 * Everything inventory can do; reserve and confirm gather into batches of one transaction each. What is known to be taken
 * is refused without a look at the database.
 */
export function createUseCases(database: Database, atOnce: StepsAtOnce, clock: Clock, taken: TakenTickets) {
  const reserveAll = reserveTickets(database, atOnce, clock, taken);
  const reserve = createBatcher<HoldRequest, HeldTickets | RefusedHold>(reserveAll, { maxBatch: 256 });
  const confirmAll: (batch: Confirmation[]) => Promise<(undefined | DomainError)[]> = confirmTickets(database, atOnce);
  const known = (request: HoldRequest, who: 'checks' | 'reserves'): RefusedHold | undefined => {
    const decision = taken.refuse(request, who);
    return decision && 'refusal' in decision ? decision : undefined;
  };
  return {
    /** The refusal of a hold that is known to be refused without a look at the database. */
    check: (request: HoldRequest) => known(request, 'checks'),
    reserve: async (request: HoldRequest): Promise<HeldTickets | RefusedHold> =>
      known(request, 'reserves') ?? reserve(request),
    confirm: createBatcher<Confirmation, undefined>(confirmAll, { maxBatch: 256 }),
    countAvailability: countAvailability(database),
    availabilityRevision: followRevision(database, { marks: AVAILABILITY_MARKS, lagMs: COUNTS_LAG_MS }),
    createTickets: createTickets(database),
    ...seatMaps(database),
    getTicket: getTicket(database),
    listBatches: listBatches(database),
    listTicketHistory: listTicketHistory(database),
    listTickets: listTickets(database),
    syncEventTerms: syncEventTerms(database, taken),
    updateTickets: updateTickets(database, taken),
  };
}

/** See `createUseCases`. */
export type UseCases = ReturnType<typeof createUseCases>;
