import { type Clock, type DomainError, eventIdOf } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import {
  decideHolds,
  type HoldDecision,
  type HoldRequest,
  holdReleased,
  type OfferedTicket,
} from '../domain/holding.ts';
import { findHolds, type Hold, insertHolds } from '../storage/holds.ts';
import { lockTickets } from '../storage/locking.ts';
import { findTerms } from '../storage/terms.ts';
import { changeTickets } from '../storage/ticket-changes.ts';

/** A hold that was taken: the generation names it. */
export type HeldTickets = { generation: number; offered: OfferedTicket[] };

/** A hold that was refused, and those of its tickets that exist. */
export type RefusedHold = { refusal: DomainError; wanted: OfferedTicket[] };

const gone: RefusedHold = { refusal: holdReleased(), wanted: [] };

/**
 * Reserves many purchases' tickets in one transaction: each purchase gets all of its tickets or an error that names
 * those at fault. The same purchase again gets the same hold; one that was released before gets `hold_released`.
 */
export function reserveTickets(database: Database, clock: Clock) {
  return (requests: HoldRequest[]): Promise<(HeldTickets | RefusedHold)[]> =>
    database.transaction('reserve tickets', async (em) => {
      const wanted = requests.flatMap(({ ticketIds }) => ticketIds);
      // Locks first, then everything else: the order that all transactions share.
      const tickets = await lockTickets(em, wanted);
      const terms = await findTerms(em, wanted.map(eventIdOf));
      const earlier = await findHolds(
        em,
        requests.map(({ purchaseId }) => purchaseId),
      );
      const decisions = new Map<number, HoldDecision>();
      // A purchase that is asked for twice at once is decided once: it must not stand in its own way.
      const fresh = new Map(
        requests.flatMap((request) => (earlier.has(request.purchaseId) ? [] : [[request.purchaseId, request]])),
      );
      for (const decision of decideHolds([...fresh.values()], tickets, terms, clock()))
        decisions.set(decision.purchaseId, decision);

      const taken = [...decisions.values()].flatMap((decision) => ('offered' in decision ? [decision] : []));
      const generations = await insertHolds(
        em,
        taken.map(({ purchaseId, offered }) => ({ purchaseId, ticketIds: offered.map(({ ticket }) => ticket.id) })),
      );
      await changeTickets(
        em,
        taken
          .filter(({ purchaseId }) => generations.has(purchaseId))
          .flatMap(({ purchaseId, offered }) =>
            offered.map(({ ticket }) => ({
              ticketId: ticket.id,
              eventId: ticket.eventId,
              from: 'available' as const,
              to: 'held' as const,
              reason: 'reserved',
              purchaseId,
            })),
          ),
      );

      const again = ({ status, generation, ticketIds }: Hold): HeldTickets | RefusedHold => {
        if (status === 'released') return gone;
        const offered = ticketIds.flatMap((id) => {
          const ticket = tickets.get(id);
          const of = terms.get(eventIdOf(id));
          return ticket && of ? [{ ticket, terms: of }] : [];
        });
        return { generation, offered };
      };
      return requests.map(({ purchaseId }) => {
        const hold = earlier.get(purchaseId);
        if (hold) return again(hold);
        const decision = decisions.get(purchaseId);
        if (decision && 'refusal' in decision) return { refusal: decision.refusal, wanted: decision.wanted };
        const generation = generations.get(purchaseId);
        // A tombstone was written between the look and the insert.
        if (!decision || generation === undefined) return gone;
        return { generation, offered: decision.offered };
      });
    });
}
