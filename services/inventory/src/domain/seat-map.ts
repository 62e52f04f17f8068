import { ticketNumberOf } from '@boxoffice/kernel';

/** A ticket as a run of seats needs it. */
export type MapTicket = { id: number; seat: string; section: string; price: number };

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

/** Tells whether the ids of runs are 1, 2, 3 and so on: a ticket's place in a list of statuses is then its number. */
export function areNumbered(runs: SeatRun[]): boolean {
  let next = 1;
  for (const { firstTicketId, seats } of runs) {
    if (ticketNumberOf(firstTicketId) !== next) return false;
    next += seats.length;
  }
  return true;
}

const ZERO = '0'.charCodeAt(0);

/** Statuses, given as one digit a ticket from number 1 on, in 2 bits a ticket, the first in the lowest of the first byte. */
export function packStatuses(digits: string): Uint8Array {
  const packed = new Uint8Array(Math.ceil(digits.length / 4));
  for (let place = 0; place < digits.length; place++) {
    const status = digits.charCodeAt(place) - ZERO;
    if (status !== 0) packed[place >> 2] = (packed[place >> 2] ?? 0) | (status << ((place & 3) * 2));
  }
  return packed;
}

/** Changes the status of the ticket of that number in packed statuses. */
export function setStatus(packed: Uint8Array, ticketNumber: number, status: number): void {
  const place = ticketNumber - 1;
  const shift = (place & 3) * 2;
  packed[place >> 2] = ((packed[place >> 2] ?? 0) & ~(3 << shift)) | (status << shift);
}
