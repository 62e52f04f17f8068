import { eventIdOf } from '@boxoffice/kernel';
import { type EventTerms, whyNotOnSale } from './event-terms.ts';
import type { HoldRequest } from './holding.ts';

/** A hold that may be taken without a second thought, with the terms of its tickets' events, in the order of the tickets. */
export type HopefulHold = HoldRequest & { terms: EventTerms[] };

/** What is known without a look at the database. */
export type Known = { termsOf(eventId: number): EventTerms | undefined; isTaken(ticketId: number): boolean };

/**
 * Those of a batch that get their tickets if these are available: their events are on sale by terms that are known, in one
 * currency, none of the tickets is known to be taken, and no earlier one of the batch wants them too.
 */
export function chooseHopeful(requests: readonly HoldRequest[], { termsOf, isTaken }: Known, now: Date): HopefulHold[] {
  const wanted = new Set<number>();
  const purchases = new Set<number>();
  const hopeful: HopefulHold[] = [];
  for (const { purchaseId, ticketIds } of requests) {
    const isFirst = !purchases.has(purchaseId) && !ticketIds.some((id) => wanted.has(id));
    purchases.add(purchaseId);
    for (const id of ticketIds) wanted.add(id);
    if (!isFirst || ticketIds.length === 0 || ticketIds.some(isTaken)) continue;
    const terms = ticketIds.flatMap((id) => termsOf(eventIdOf(id)) ?? []);
    const onSale = terms.length === ticketIds.length && terms.every((one) => whyNotOnSale(one, now) === undefined);
    if (onSale && new Set(terms.map(({ currency }) => currency)).size === 1) {
      hopeful.push({ purchaseId, ticketIds, terms });
    }
  }
  return hopeful;
}
