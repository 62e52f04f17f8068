import type { DemoEvent } from '../data/events.ts';
import { type Section, seatBlock, sizeOf } from '../data/venue.ts';
import type { Random } from './random.ts';

/** One seat: the `offset`-th of its section, from 0. */
export type Seat = { event: string; section: string; offset: number };

/** Gives out each seat once. */
export type SeatPlan = {
  /** Seats side by side in one section of the event; undefined when no section has that many together. */
  take(event: DemoEvent, count: number): Seat[] | undefined;
};

const TRIES = 200;

// People ask for cheap seats more often than for dear ones.
const demand = ({ price }: Section) => 1 / (2_000 + price);

/** A plan in which every seat is free. */
export function createSeatPlan(random: Random): SeatPlan {
  const taken = new Map<string, Set<number>>();

  function takenIn(event: DemoEvent, section: Section): Set<number> {
    const name = `${event.name}/${section.name}`;
    const found = taken.get(name) ?? new Set();
    taken.set(name, found);
    return found;
  }

  function sideBySide(section: Section, used: Set<number>, count: number): number[] | undefined {
    const { rows, seatsPerRow } = seatBlock(section.layout);
    if (seatsPerRow < count || sizeOf(section) - used.size < count) return undefined;
    const offset = random.below(rows) * seatsPerRow + random.below(seatsPerRow - count + 1);
    const seats = Array.from({ length: count }, (_, n) => offset + n);
    return seats.some((seat) => used.has(seat)) ? undefined : seats;
  }

  return {
    take(event, count) {
      for (let tries = 0; tries < TRIES; tries++) {
        const section = random.pick(event.sections, demand);
        const used = takenIn(event, section);
        const seats = sideBySide(section, used, count);
        if (!seats) continue;
        for (const seat of seats) used.add(seat);
        return seats.map((offset) => ({ event: event.name, section: section.name, offset }));
      }
      return undefined;
    },
  };
}
