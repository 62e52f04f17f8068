import { eventIdOf } from '../data/event-id.ts';
import type { OwnSeatMap } from '../data/types.ts';

/** A wanted ticket by its seat; undefined while that is not known. */
export type WantedTicket = { ticketId: number; seat: string | undefined };
/** Wanted tickets of one section of one event. */
export type WantedGroup = { section: string; tickets: WantedTicket[] };

const SHOWN = 3;

function findSeat({ sections }: OwnSeatMap, ticketId: number): { seat: string; section: string } | undefined {
  for (const { section, first_ticket_id: first, seats } of sections) {
    const seat = seats[ticketId - first];
    if (seat !== undefined) return { seat, section };
  }
  return undefined;
}

/** The first of the tickets that were wanted, by event and section, and how many more there are. */
export function wantedSeats(
  ticketIds: readonly number[],
  mapOf: (eventId: number) => OwnSeatMap | undefined,
): { groups: WantedGroup[]; more: number } {
  const groups = new Map<string, WantedGroup>();
  for (const ticketId of ticketIds.slice(0, SHOWN)) {
    const eventId = eventIdOf(ticketId);
    const map = mapOf(eventId);
    const { seat, section = '' } = (map && findSeat(map, ticketId)) ?? {};
    const key = `${eventId} ${section}`;
    const group = groups.get(key) ?? { section, tickets: [] };
    group.tickets.push({ ticketId, seat });
    groups.set(key, group);
  }
  return { groups: [...groups.values()], more: Math.max(0, ticketIds.length - SHOWN) };
}
