/** Tickets that were just asked for in vain. */
export type ContestedTickets = {
  note(ticketIds: readonly number[]): void;
  /** True when all of them were asked for in vain within the last second. */
  has(ticketIds: readonly number[]): boolean;
};

const KEEP_MS = 1000;
const MOST = 100_000;

/**
 * Remembers for a second which tickets others have not got, so that a purchase of them can be asked about before anything
 * is done for it. A hint only: it decides nothing.
 */
export function createContestedTickets(clock: () => Date): ContestedTickets {
  const until = new Map<number, number>();

  return {
    note(ticketIds) {
      const end = clock().getTime() + KEEP_MS;
      for (const id of ticketIds) {
        until.delete(id);
        until.set(id, end);
      }
      // The oldest stand first.
      for (const id of until.keys()) {
        if (until.size <= MOST) break;
        until.delete(id);
      }
    },
    has(ticketIds) {
      if (until.size === 0) return false;
      const now = clock().getTime();
      return ticketIds.every((id) => (until.get(id) ?? 0) > now);
    },
  };
}
