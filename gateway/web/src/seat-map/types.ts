import type { Geometry, SectionLayout, Size } from './model/geometry.ts';

/** Where a seat stands for those who look at the map. */
export type SeatStatus = 'available' | 'held' | 'sold' | 'withdrawn';

/** Statuses by the number that stands for them on the wire. */
export const STATUSES = ['available', 'held', 'sold', 'withdrawn'] as const satisfies readonly SeatStatus[];

/** The status that a number stands for; one that is not known counts as not for sale. */
export function statusName(status: number | undefined): SeatStatus {
  return STATUSES[status ?? -1] ?? 'withdrawn';
}

/** One ticket of the map. `price` is in minor units; `index` is its place in `SeatMapModel.seats`. */
export type Seat = { ticketId: number; seat: string; section: string; price: number; index: number };

/** How many seats there are of each status. */
export type StatusCounts = Record<SeatStatus, number>;

/** Counts of the whole map, by section (as in `sections`) and by price (as in `prices`). */
export type SeatCounts = { total: StatusCounts; sections: readonly StatusCounts[]; prices: readonly StatusCounts[] };

/** The answer of `GET /v1/events/{event_id}/seatmap`. */
export type SeatMapData = {
  event_id: number;
  sequence: number;
  sections: readonly { section: string; price: number; first_ticket_id: number; seats: readonly string[] }[];
  taken: string;
};

/** A change as it travels: ticket and the number of its new status. */
export type SeatChange = readonly [ticketId: number, status: number];

/**
 * The seats of an event with their places and statuses. Seats, sections, prices and places never change in one model (a
 * new layout is a new model); statuses and `sequence` do. Lengths are in pitches: a seat and its gap are 1 wide.
 */
export type SeatMapModel = {
  readonly eventId: number;
  readonly currency: string;
  readonly seats: readonly Seat[];
  readonly sections: readonly SectionLayout[];
  /** Distinct prices, the dearest first. */
  readonly prices: readonly number[];
  readonly size: Size;
  readonly geometry: Geometry;
  /** Number of the status of each seat, by its index. Read only. */
  readonly statuses: Uint8Array;
  /** Grows with every change of the event's seats. */
  readonly sequence: number;
  statusOf(ticketId: number): SeatStatus;
  at(x: number, y: number): Seat | undefined;
  find(ticketId: number): Seat | undefined;
  counts(): SeatCounts;
  /** Name of a seat's row, '' for general admission. */
  rowOf(seat: Seat): string;
  /** Calls back with the indices of seats whose status has changed; answers how to stop. */
  watch(listener: (indices: readonly number[]) => void): () => void;
};
