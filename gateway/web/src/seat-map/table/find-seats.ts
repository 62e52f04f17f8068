import type { Seat, SeatMapModel } from '../types.ts';

/** What to look for: all of it must fit. */
export type SeatFilter = { section: string | undefined; onlyAvailable: boolean; search: string };

const AVAILABLE = 0;

/** All seats in the order of sections, rows and places, by index. */
export function seatsInOrder({ geometry }: SeatMapModel): Int32Array {
  return geometry.cells.filter((seat) => seat >= 0);
}

/** The seats that fit a filter, in order. Names are compared without case. */
export function findSeats(model: SeatMapModel, order: Int32Array, filter: SeatFilter): Seat[] {
  const { section, onlyAvailable } = filter;
  const search = filter.search.trim().toLowerCase();
  const found: Seat[] = [];
  for (const index of order) {
    const seat = model.seats[index];
    if (!seat) continue;
    if (onlyAvailable && model.statuses[index] !== AVAILABLE) continue;
    if (section !== undefined && seat.section !== section) continue;
    if (search !== '' && !seat.seat.toLowerCase().includes(search)) continue;
    found.push(seat);
  }
  return found;
}
