import { type Answer, ok } from './answer.ts';
import type { Person } from './api.ts';
import type { CreatedTickets, Event, EventSummary, Failure, Sale, Summary, TicketChange } from './resources.ts';

/** Fields of a new event that differ from those of any show. */
export type EventFields = Partial<
  Pick<Event, 'name' | 'description' | 'date' | 'location' | 'currency' | 'sales_start' | 'sales_end' | 'status'>
>;

/** Somebody who sells. */
export type Partner = Person & {
  /** Creates an event a year ahead. */
  event(fields?: EventFields): Promise<Event>;
  /** Creates at least six seats of one price (S1, S2, ...) and answers their ids. */
  seats(event: Event, count: number, price: number, more?: { section?: string; prefix?: string }): Promise<Seats>;
  createTickets(eventId: number, body: object, headers?: Record<string, string>): Promise<Answer<CreatedTickets>>;
  change(event: Event, fields: object, headers?: Record<string, string>): Promise<Answer<Event>>;
  ticketHistory(event: Event, ticketId: number): Promise<TicketChange[]>;
  summary(query?: string): Promise<Summary>;
  eventSummary(event: Event, query?: string): Promise<EventSummary>;
  sales(query?: string): Promise<Sale[]>;
  failures(query?: string): Promise<Failure[]>;
};

const DAY_MS = 86_400_000;

/** A moment so many milliseconds ahead, as the contract writes it. */
export function ahead(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}

/** What creates an event. */
export function newEvent(fields: EventFields = {}) {
  return { name: 'A show', description: 'Music', date: ahead(365 * DAY_MS), location: 'Hall One', ...fields };
}

/** Ids of tickets, enough to name some in a test. */
export type Seats = [number, number, number, number, number, number, ...number[]];

/** The ids of tickets that were created together. */
export function idsOf({ first_ticket_id: first, created }: CreatedTickets): Seats {
  if (created < 6) throw new RangeError(`${created} seats are too few to name six`);
  return Array.from({ length: created }, (_, i) => first + i) as Seats;
}

/** Gives a person what partners do. */
export function createPartner(person: Person): Partner {
  const { get, post, patch, all } = person;
  const path = ({ id }: Event) => `/v1/partners/events/${id}`;
  const createTickets: Partner['createTickets'] = (eventId, body, headers = {}) =>
    post(`/v1/partners/events/${eventId}/tickets`, body, headers);
  return {
    ...person,
    createTickets,
    event: async (fields) => ok(await post<Event>('/v1/partners/events', newEvent(fields)), 201),
    seats: async (event, quantity, price, more = {}) =>
      idsOf(ok(await createTickets(event.id, { price, quantity, prefix: 'S', ...more }), 201)),
    change: (event, fields, headers = {}) => patch(path(event), fields, headers),
    ticketHistory: async (event, id) =>
      ok(await get<{ data: TicketChange[] }>(`${path(event)}/tickets/${id}/history`)).data,
    summary: async (query = '') => ok(await get<Summary>(`/v1/partners/sales/summary${query}`)),
    eventSummary: async (event, query = '') => ok(await get<EventSummary>(`${path(event)}/sales/summary${query}`)),
    sales: (query = '') => all(`/v1/partners/sales${query}`),
    failures: (query = '') => all(`/v1/partners/failures${query}`),
  };
}
