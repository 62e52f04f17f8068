import { ticketNumberOf } from '@boxoffice/kernel';

/** A ticket as the seat map shows it; `status` is its number (see TICKET_STATUSES). */
export type MapTicket = { id: number; seat: string; section: string; price: number; status: number };

/** Tickets of one section and price whose ids follow each other. */
export type SeatRun = { section: string; price: number; firstTicketId: number; seats: string[] };

/** Groups tickets, given by id, into runs. */
export function seatRuns(tickets: MapTicket[]): SeatRun[] {
  const runs: SeatRun[] = [];
  let last: SeatRun | undefined;
  for (const { id, seat, section, price } of tickets) {
    if (last && last.section === section && last.price === price && last.firstTicketId + last.seats.length === id) {
      last.seats.push(seat);
    } else {
      last = { section, price, firstTicketId: id, seats: [seat] };
      runs.push(last);
    }
  }
  return runs;
}

/** Statuses in 2 bits a ticket, ticket number 1 in the lowest bits of the first byte. */
export function packStatuses(tickets: MapTicket[]): Uint8Array {
  const highest = tickets.reduce((max, { id }) => Math.max(max, ticketNumberOf(id)), 0);
  const packed = new Uint8Array(Math.ceil(highest / 4));
  for (const { id, status } of tickets) {
    const place = ticketNumberOf(id) - 1;
    const byte = place >> 2;
    packed[byte] = (packed[byte] ?? 0) | (status << ((place & 3) * 2));
  }
  return packed;
}
