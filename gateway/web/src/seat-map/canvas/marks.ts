import type { SeatMapModel } from '../types.ts';
import { type Look, lookOf, MARK_MINE, MARK_SELECTED, UNMARKED } from './looks.ts';
import { priceColour } from './palette.ts';

/** Which seats are chosen or own, and how every seat looks because of it. */
export type Marks = {
  /** Takes ticket ids; answers the indices of seats whose mark has changed. */
  set(selected: ReadonlySet<number>, mine: ReadonlySet<number>): number[];
  /** Indices of the seats that are marked. */
  seats(): number[];
  count(): number;
  /** The look of a seat by its index. */
  lookAt(seat: number): Look;
};

function colourBySeat({ seats, prices }: SeatMapModel): Uint8Array {
  const colours = new Map(prices.map((price, rank) => [price, priceColour(rank, prices.length)]));
  return Uint8Array.from(seats, ({ price }) => colours.get(price) ?? 0);
}

/** Nothing is marked at first. */
export function createMarks(model: SeatMapModel): Marks {
  const { statuses } = model;
  const colours = colourBySeat(model);
  const marks = new Uint8Array(model.seats.length);
  let marked = new Map<number, number>();
  return {
    set(selected, mine) {
      const next = new Map<number, number>();
      const enter = (tickets: ReadonlySet<number>, mark: number) => {
        for (const ticketId of tickets) {
          const seat = model.find(ticketId);
          if (seat) next.set(seat.index, mark);
        }
      };
      enter(mine, MARK_MINE);
      enter(selected, MARK_SELECTED);
      const changed = [...new Set([...marked.keys(), ...next.keys()])].filter(
        (seat) => marked.get(seat) !== next.get(seat),
      );
      for (const seat of changed) marks[seat] = next.get(seat) ?? UNMARKED;
      marked = next;
      return changed;
    },
    seats: () => [...marked.keys()],
    count: () => marked.size,
    lookAt: (seat) => lookOf(statuses[seat] ?? 0, colours[seat] ?? 0, marks[seat] ?? 0),
  };
}
