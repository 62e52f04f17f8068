import { ticketNumber } from '../decode.ts';
import type { Seat, SeatMapData } from '../types.ts';

/** The seats of a map and what they have in common; sections and prices are known by their places in the lists. */
export type SeatList = {
  seats: Seat[];
  names: string[];
  sectionNames: string[];
  sectionOf: Int32Array;
  prices: number[];
  priceOf: Int32Array;
  /** The highest number of a ticket. */
  highest: number;
};

/** Seats in the order of their ids. A name of a section is one section, also where prices or ids interrupt it. */
export function readSeats(data: SeatMapData): SeatList {
  const seats: Seat[] = [];
  const names: string[] = [];
  const sections = new Map<string, number>();
  const sectionOf: number[] = [];
  let highest = 0;
  for (const { section, price, first_ticket_id: first, seats: run } of data.sections) {
    if (run.length === 0) continue;
    const place = sections.get(section) ?? sections.size;
    sections.set(section, place);
    run.forEach((seat, i) => {
      seats.push({ ticketId: first + i, seat, section, price, index: seats.length });
      names.push(seat);
      sectionOf.push(place);
    });
    highest = Math.max(highest, ticketNumber(first + run.length - 1));
  }
  const prices = [...new Set(data.sections.filter(({ seats: run }) => run.length > 0).map(({ price }) => price))];
  prices.sort((a, b) => b - a);
  const placeOf = new Map(prices.map((price, place) => [price, place]));
  return {
    seats,
    names,
    sectionNames: [...sections.keys()],
    sectionOf: Int32Array.from(sectionOf),
    prices,
    priceOf: Int32Array.from(seats, ({ price }) => placeOf.get(price) ?? 0),
    highest,
  };
}

/** Tells the index of a ticket's seat, -1 for a ticket that is not among them. */
export function createIndexOf({ seats, highest }: SeatList): (ticketId: number) => number {
  const indices = new Int32Array(highest + 1).fill(-1);
  for (const { ticketId, index } of seats) indices[ticketNumber(ticketId)] = index;
  return (ticketId) => {
    const index = indices[ticketNumber(ticketId)] ?? -1;
    return seats[index]?.ticketId === ticketId ? index : -1;
  };
}
