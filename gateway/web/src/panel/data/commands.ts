import { api } from '../../api/client.ts';
import { call } from '../../api/problem.ts';
import type { eventChange, newEventBody } from '../events/event-values.ts';
import { type TaggedEvent, tagged } from './tagged-event.ts';

const keyed = (key: string) => ({ header: { 'Idempotency-Key': key } });
const path = (eventId: number) => ({ path: { event_id: eventId } });

/** Creates an event. */
export function createEvent(body: ReturnType<typeof newEventBody>, key: string) {
  return call(api.POST('/v1/partners/events', { params: keyed(key), body }));
}

/** A change of an event, or of who sees it. */
export type EventChange = ReturnType<typeof eventChange> & { status?: 'draft' | 'published' };

/** Changes an event from the version that `etag` names; 412 `event_changed` when there is a newer one. */
export function changeEvent(eventId: number, body: EventChange, etag: string): Promise<TaggedEvent> {
  return tagged(
    api.PATCH('/v1/partners/events/{event_id}', {
      params: { ...path(eventId), header: { 'if-match': etag } },
      body,
    }),
  );
}

/** Cancels an event for good. */
export function cancelEvent(eventId: number, reason: string, key: string) {
  return call(
    api.POST('/v1/partners/events/{event_id}/cancel', {
      params: { ...path(eventId), ...keyed(key) },
      body: { reason },
    }),
  );
}

/** How the API takes the seats of a new batch. */
export type NewTickets = { price: number; section?: string } & (
  | { seats: string[] }
  | { rows: { from: string; to: string; seats_per_row: number } }
  | { quantity: number; prefix: string }
);

/** Creates one batch of tickets, all or nothing. */
export function createTickets(eventId: number, body: NewTickets, key: string) {
  return call(
    api.POST('/v1/partners/events/{event_id}/tickets', { params: { ...path(eventId), ...keyed(key) }, body }),
  );
}

/** What is to become of tickets that are neither held nor sold. */
export type TicketsChange = { price: number } | { status: 'available' | 'withdrawn' };

/** Changes at most 1,000 tickets, all or nothing. */
export function changeTickets(eventId: number, ticketIds: number[], change: TicketsChange) {
  return call(
    api.PATCH('/v1/partners/events/{event_id}/tickets', {
      params: path(eventId),
      body: { ticket_ids: ticketIds, ...change },
    }),
  );
}
