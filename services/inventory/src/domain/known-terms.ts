import type { EventTerms } from './event-terms.ts';

/** The terms of events as they were last seen; they may be older than those that hold now. */
export type KnownTerms = {
  learn(terms: Iterable<EventTerms>): void;
  of(eventId: number): EventTerms | undefined;
};

const MOST = 10_000;

/** Remembers the terms of the 10,000 events that were seen last. */
export function createKnownTerms(): KnownTerms {
  const known = new Map<number, EventTerms>();
  return {
    learn(terms) {
      for (const one of terms) {
        known.delete(one.eventId);
        known.set(one.eventId, one);
      }
      for (const id of known.keys()) {
        if (known.size <= MOST) break;
        known.delete(id);
      }
    },
    of: (eventId) => known.get(eventId),
  };
}
