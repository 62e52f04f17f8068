import { DomainError, invalidField } from '@boxoffice/kernel';
import type { CatalogEvent, EventDetails } from './catalog-event.ts';
import { checkEvent } from './check-event.ts';
import { checkStep, dependsOnSales } from './event-status.ts';

/** The fields to change; null removes a bound of the sale window, undefined leaves a field as it is. */
export type EventChange = { [Field in keyof EventDetails]?: EventDetails[Field] | undefined };

/** What inventory knows of an event's tickets. */
export type TicketCounts = { total: number; heldOrSold: number };

/** The details of an event as they are stored: name and location without space around them. */
export function tidyDetails(details: EventDetails): EventDetails {
  return { ...details, name: details.name.trim(), location: details.location.trim() };
}

/**
 * An event's details after a change. `expectedVersion` is the version the change was made from, if its author told.
 * Throws `event_cancelled`, `event_changed` and `validation_failed`.
 */
export function changeDetails(
  event: CatalogEvent,
  change: EventChange,
  now: Date,
  expectedVersion?: number,
): EventDetails {
  checkStep(event.status, event.status);
  if (expectedVersion !== undefined && expectedVersion !== event.version) throw eventChanged();
  const after = tidyDetails({
    name: change.name ?? event.name,
    description: change.description ?? event.description,
    date: change.date ?? event.date,
    location: change.location ?? event.location,
    status: change.status ?? event.status,
    currency: change.currency ?? event.currency,
    salesStart: change.salesStart === undefined ? event.salesStart : change.salesStart,
    salesEnd: change.salesEnd === undefined ? event.salesEnd : change.salesEnd,
  });
  checkEvent(after, now, event.date);
  return after;
}

/** True when a change is allowed or not depending on the event's tickets. */
export function dependsOnTickets(before: EventDetails, after: EventDetails): boolean {
  return before.currency !== after.currency || dependsOnSales(before.status, after.status);
}

/**
 * Refuses a change that the event's tickets stand against: `currency_fixed` with any ticket, `event_has_sales` for a way
 * back to draft with one held or sold. Throws `event_changed` when the counts are needed and were not asked for, because
 * the event was another one then.
 */
export function checkTickets(before: EventDetails, after: EventDetails, counts: TicketCounts | undefined): void {
  if (!dependsOnTickets(before, after)) return;
  if (counts === undefined) throw eventChanged();
  checkStep(before.status, after.status, counts.heldOrSold);
  if (before.currency !== after.currency && counts.total > 0) {
    throw new DomainError('conflict', 'currency_fixed', 'The event has tickets in its currency.');
  }
}

/** True when nothing differs. */
export function sameDetails(one: EventDetails, other: EventDetails): boolean {
  return (
    one.name === other.name &&
    one.description === other.description &&
    one.date.getTime() === other.date.getTime() &&
    one.location === other.location &&
    one.status === other.status &&
    one.currency === other.currency &&
    one.salesStart?.getTime() === other.salesStart?.getTime() &&
    one.salesEnd?.getTime() === other.salesEnd?.getTime()
  );
}

/** A partner's words to the buyers of a cancelled event, without space around them. Throws `validation_failed`. */
export function checkCancelReason(reason: string): string {
  const words = reason.trim();
  const { length } = [...words];
  if (length < 1 || length > 500) throw invalidField('reason', 'must have 1 to 500 characters');
  if (words.includes('\0')) throw invalidField('reason', 'must not contain the NUL character');
  return words;
}

function eventChanged(): DomainError {
  return new DomainError('stale', 'event_changed', 'The event has changed; read it again.');
}
