import { type Clock, type DomainError, eventIdOf } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import { chooseHopeful } from '../domain/at-once.ts';
import { decideHolds, type HoldRequest, holdReleased, type OfferedTicket } from '../domain/holding.ts';
import { createKnownTerms } from '../domain/known-terms.ts';
import type { TakenTickets } from '../domain/taken-tickets.ts';
import { takeHolds } from '../storage/hold-steps.ts';
import { findHolds, type Hold } from '../storage/holds.ts';
import { lockTickets } from '../storage/locking.ts';
import type { StepsAtOnce } from '../storage/steps-at-once.ts';
import { findTerms } from '../storage/terms.ts';

/** A hold that was taken: the generation names it. */
export type HeldTickets = { generation: number; offered: OfferedTicket[] };

/** A hold that was refused, and those of its tickets that exist. */
export type RefusedHold = { refusal: DomainError; wanted: OfferedTicket[] };

const gone: RefusedHold = { refusal: holdReleased(), wanted: [] };

/**
 * Reserves many purchases' tickets: each purchase gets all of its tickets or an error that names those at fault. The same
 * purchase again gets the same hold; one that was released before gets `hold_released`. What needs no second thought is
 * done in one statement, the rest decided in one transaction.
 */
export function reserveTickets(database: Database, atOnce: StepsAtOnce, clock: Clock, taken: TakenTickets) {
  const knownTerms = createKnownTerms();

  /** Sees to it that events are known, as they are by now or as they were when they were seen last. */
  async function knowTerms(requests: HoldRequest[]): Promise<void> {
    const eventIds = new Set(requests.flatMap(({ ticketIds }) => ticketIds.map(eventIdOf)));
    const unknown = [...eventIds].filter((id) => !knownTerms.of(id));
    if (unknown.length > 0) knownTerms.learn((await findTerms(database.read(), unknown)).values());
  }

  /** Takes the holds of those that get all their tickets; by purchase. */
  async function takeHopeful(requests: HoldRequest[]): Promise<Map<number, HeldTickets>> {
    await knowTerms(requests);
    const hopeful = chooseHopeful(requests, { termsOf: knownTerms.of, isTaken: taken.isTaken }, clock());
    if (hopeful.length === 0) return new Map();
    const holds = await atOnce.take(
      hopeful.map(({ purchaseId, ticketIds, terms }) => ({
        purchaseId,
        tickets: ticketIds.map((id, i) => ({ id, eventId: eventIdOf(id), termsVersion: terms[i]?.version ?? 0 })),
      })),
    );
    const answers = new Map<number, HeldTickets>();
    for (const { purchaseId, ticketIds, terms } of hopeful) {
      const hold = holds.get(purchaseId);
      if (!hold) continue;
      const offered = ticketIds.flatMap((id, i): OfferedTicket[] => {
        const [ticket, of] = [hold.tickets.get(id), terms[i]];
        return ticket && of ? [{ ticket, terms: of }] : [];
      });
      answers.set(purchaseId, { generation: hold.generation, offered });
    }
    return answers;
  }

  function decide(requests: HoldRequest[]): Promise<(HeldTickets | RefusedHold)[]> {
    return database.transaction('reserve tickets', async (em) => {
      const wanted = requests.flatMap(({ ticketIds }) => ticketIds);
      // Locks first, then everything else: the order that all transactions share.
      const tickets = await lockTickets(em, wanted);
      const terms = await findTerms(em, wanted.map(eventIdOf));
      knownTerms.learn(terms.values());
      // A purchase that is asked for twice at once is decided once: it must not stand in its own way.
      const once = new Map(requests.map((request) => [request.purchaseId, request]));
      // One that has a hold, or had one, is told what became of it. It takes nothing, and stands in nobody's way.
      const holds = await findHolds(em, [...once.keys()]);
      const undecided = [...once.values()].filter(({ purchaseId }) => !holds.has(purchaseId));
      const decided = decideHolds(undecided, tickets, terms, clock());
      const decisions = new Map(decided.map((decision) => [decision.purchaseId, decision]));
      const granted = decided.flatMap((decision) => ('offered' in decision ? [decision] : []));
      const generations = await takeHolds(
        em,
        granted.map(({ purchaseId, offered }) => ({ purchaseId, tickets: offered.map(({ ticket }) => ticket) })),
      );
      // Whoever takes or releases a hold has locked its tickets, so there should be none; whatever it is, it counts.
      const overtaken = granted.map(({ purchaseId }) => purchaseId).filter((id) => !generations.has(id));
      for (const [id, hold] of await findHolds(em, overtaken)) holds.set(id, hold);
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
        const hold = holds.get(purchaseId);
        if (hold) return again(hold);
        const decision = decisions.get(purchaseId);
        const generation = generations.get(purchaseId);
        if (decision && 'offered' in decision && generation !== undefined) return { generation, ...decision };
        return decision && 'refusal' in decision ? decision : gone;
      });
    });
  }

  return async (requests: HoldRequest[]): Promise<(HeldTickets | RefusedHold)[]> => {
    const held = await takeHopeful(requests);
    const others = requests.filter(({ purchaseId }) => !held.has(purchaseId));
    const decided = others.length > 0 ? await decide(others) : [];
    const answers = requests.map(
      ({ purchaseId }) => held.get(purchaseId) ?? (decided.shift() as HeldTickets | RefusedHold),
    );
    taken.learn(answers.flatMap((answer) => ('offered' in answer ? answer.offered : answer.wanted)));
    return answers;
  };
}
