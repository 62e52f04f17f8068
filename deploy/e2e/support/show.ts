import { ok } from './answer.ts';
import type { Api } from './api.ts';
import type { EventFields, Partner, Seats } from './partner.ts';
import type { Event, SeatMap, Ticket } from './resources.ts';

/** One event with its tickets, and who sells them. */
export type Show = { partner: Partner; event: Event; ticketIds: Seats };

/** How a show is set up: by whom (the house unless told), with how many seats of what price. */
export type Staging = EventFields & { partner?: Partner; seats?: number; price?: number };

/** Publishes an event with seats of one price. */
export async function stageShow(api: Api, { partner: given, seats = 6, price = 15_000, ...fields }: Staging = {}) {
  const partner = given ?? (await api.house());
  const event = await partner.event(fields);
  return { partner, event, ticketIds: await partner.seats(event, seats, price) } satisfies Show;
}

/** An event as everyone sees it. */
export async function publicEvent({ get }: Api, { id }: Event): Promise<Event> {
  return ok(await get<Event>(`/v1/events/${id}`));
}

/** One ticket's status as everyone sees it. */
export async function ticketStatus({ get }: Api, { event }: Pick<Show, 'event'>, ticketId: number): Promise<string> {
  return ok(await get<Ticket>(`/v1/events/${event.id}/tickets/${ticketId}`)).status;
}

/** The statuses of all tickets of an event, by id. */
export async function ticketStatuses({ all }: Api, event: Event): Promise<Map<number, string>> {
  const tickets = await all<Ticket>(`/v1/events/${event.id}/tickets`);
  return new Map(tickets.map(({ id, status }) => [id, status]));
}

/** An event's seat map. */
export async function seatMap({ get }: Api, { id }: Event): Promise<SeatMap> {
  return ok(await get<SeatMap>(`/v1/events/${id}/seatmap`));
}

/** The statuses that a seat map tells, by the ticket's number within its event. */
export function statusesOf({ taken, sections }: SeatMap): string[] {
  const bytes = Buffer.from(taken, 'base64');
  const seats = sections.reduce((sum, section) => sum + section.seats.length, 0);
  const names = ['available', 'held', 'sold', 'withdrawn'];
  return Array.from({ length: seats }, (_, n) => names[((bytes[n >> 2] ?? 0) >> ((n & 3) * 2)) & 3] ?? '');
}
