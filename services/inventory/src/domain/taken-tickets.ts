import { decideHolds, type HoldRequest, type OfferedTicket } from './holding.ts';

/** What is known of tickets that were just seen to be taken. */
export type TakenTickets = {
  /** Takes in tickets as they stood when they were locked, with the terms of their events. */
  learn(seen: OfferedTicket[]): void;
  /** True for one that is known to be taken. */
  isTaken(ticketId: number): boolean;
  /** These may be free again. */
  forget(ticketIds: readonly number[]): void;
  /** The terms of these events may be others: their tickets may be refused for another reason, or not at all. */
  forgetEvents(eventIds: readonly number[]): void;
  /**
   * The refusal of a hold whose tickets are all known and not all to be had; undefined when the database must decide. Those
   * who check and those who reserve are each sent to the database now and then, so that the others can go on being refused.
   */
  refuse(request: HoldRequest, who: 'checks' | 'reserves'): ReturnType<typeof decideHolds>[number] | undefined;
};

// Until when it is known, and from when on the next one who checks or reserves looks again.
type Known = OfferedTicket & { until: number; checks: number; reserves: number };

const KEEP_MS = 500;
const LOOK_AGAIN_MS = 250;
const MOST = 100_000;

/**
 * Remembers for half a second which tickets are taken, so that a crowd that wants the same seats does not reach the
 * database. Advisory only: it never grants anything, and a ticket that another process frees is refused for that long at
 * most. While it is asked for, one request every quarter of a second looks whether it still is.
 */
export function createTakenTickets(clock: () => Date): TakenTickets {
  const known = new Map<number, Known>();

  return {
    learn(seen) {
      const now = clock().getTime();
      const [until, lookAgain] = [now + KEEP_MS, now + LOOK_AGAIN_MS];
      for (const { ticket, terms } of seen) {
        known.delete(ticket.id);
        if (ticket.status !== 'available') {
          known.set(ticket.id, { ticket: { ...ticket }, terms, until, checks: lookAgain, reserves: lookAgain });
        }
      }
      // The oldest stand first.
      for (const id of known.keys()) {
        if (known.size <= MOST) break;
        known.delete(id);
      }
    },
    isTaken: (ticketId) => (known.get(ticketId)?.until ?? 0) > clock().getTime(),
    forget(ticketIds) {
      for (const id of ticketIds) known.delete(id);
    },
    forgetEvents(eventIds) {
      const changed = new Set(eventIds);
      for (const [id, { terms }] of known) if (changed.has(terms.eventId)) known.delete(id);
    },
    refuse(request, who) {
      const now = clock();
      const found = request.ticketIds.map((id) => known.get(id));
      const isCertain = (one: (typeof found)[number]) =>
        one !== undefined && one.until > now.getTime() && one.ticket.purchaseId !== request.purchaseId;
      if (!found.every(isCertain)) return undefined;
      const offers = found.flatMap((one) => one ?? []);
      if (offers.some((one) => one[who] <= now.getTime())) {
        for (const one of offers) one[who] = one.until;
        return undefined;
      }
      const tickets = new Map(offers.map(({ ticket }) => [ticket.id, ticket]));
      const terms = new Map(offers.map((one) => [one.ticket.eventId, one.terms]));
      return decideHolds([request], tickets, terms, now)[0];
    },
  };
}
