import { decideHolds, type HoldRequest, type OfferedTicket } from './holding.ts';

/** What is known of tickets that were just seen to be taken. */
export type TakenTickets = {
  /** Takes in tickets as they stood when they were locked, with the terms of their events. */
  learn(seen: OfferedTicket[]): void;
  /** These may be free again. */
  forget(ticketIds: readonly number[]): void;
  /** The terms of these events may be others: their tickets may be refused for another reason, or not at all. */
  forgetEvents(eventIds: readonly number[]): void;
  /** The refusal of a hold whose tickets are all known and not all to be had; undefined when the database must decide. */
  refuse(request: HoldRequest): ReturnType<typeof decideHolds>[number] | undefined;
};

const KEEP_MS = 300;
const MOST = 100_000;

/**
 * Remembers for 300 ms which tickets are taken, so that a crowd that wants the same seats does not reach the database.
 * Advisory only: it never grants anything, and a ticket that another process frees is refused for that long at most.
 */
export function createTakenTickets(clock: () => Date): TakenTickets {
  const known = new Map<number, OfferedTicket & { until: number }>();

  return {
    learn(seen) {
      const until = clock().getTime() + KEEP_MS;
      for (const { ticket, terms } of seen) {
        known.delete(ticket.id);
        if (ticket.status !== 'available') known.set(ticket.id, { ticket: { ...ticket }, terms, until });
      }
      // The oldest stand first.
      for (const id of known.keys()) {
        if (known.size <= MOST) break;
        known.delete(id);
      }
    },
    forget(ticketIds) {
      for (const id of ticketIds) known.delete(id);
    },
    forgetEvents(eventIds) {
      const changed = new Set(eventIds);
      for (const [id, { terms }] of known) if (changed.has(terms.eventId)) known.delete(id);
    },
    refuse(request) {
      const now = clock();
      const found = request.ticketIds.map((id) => known.get(id));
      const isCertain = (one: (typeof found)[number]) =>
        one !== undefined && one.until > now.getTime() && one.ticket.purchaseId !== request.purchaseId;
      if (!found.every(isCertain)) return undefined;
      const offers = found.flatMap((one) => one ?? []);
      const tickets = new Map(offers.map(({ ticket }) => [ticket.id, ticket]));
      const terms = new Map(offers.map((one) => [one.ticket.eventId, one.terms]));
      return decideHolds([request], tickets, terms, now)[0];
    },
  };
}
