import { type Clock, createBatcher, type DomainError } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import type { HoldRequest } from '../domain/holding.ts';
import { type Confirmation, confirmTickets } from './confirm-tickets.ts';
import { countAvailability } from './count-availability.ts';
import { createTickets } from './create-tickets.ts';
import { getSeatMap } from './get-seat-map.ts';
import { listBatches } from './list-batches.ts';
import { listTicketHistory } from './list-ticket-history.ts';
import { getTicket, listTickets } from './read-tickets.ts';
import { type HeldTickets, type RefusedHold, reserveTickets } from './reserve-tickets.ts';
import { syncEventTerms } from './sync-event-terms.ts';
import { updateTickets } from './update-tickets.ts';

/** Everything inventory can do; reserve and confirm gather into batches of one transaction each. */
export function createUseCases(database: Database, clock: Clock) {
  const reserveAll = reserveTickets(database, clock);
  const confirmAll: (batch: Confirmation[]) => Promise<(undefined | DomainError)[]> = confirmTickets(database);
  return {
    reserve: createBatcher<HoldRequest, HeldTickets | RefusedHold>(reserveAll, { maxBatch: 256, lanes: 2 }),
    confirm: createBatcher<Confirmation, undefined>(confirmAll, { maxBatch: 256, lanes: 2 }),
    countAvailability: countAvailability(database),
    createTickets: createTickets(database),
    getSeatMap: getSeatMap(database),
    getTicket: getTicket(database),
    listBatches: listBatches(database),
    listTicketHistory: listTicketHistory(database),
    listTickets: listTickets(database),
    syncEventTerms: syncEventTerms(database),
    updateTickets: updateTickets(database),
  };
}

/** See `createUseCases`. */
export type UseCases = ReturnType<typeof createUseCases>;
