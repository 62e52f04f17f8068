import { createModel, type LiveModel } from '../model/model.ts';

const EVENT = 7;

/** Ticket of number n of the event of all halls. */
export const ticket = (n: number) => EVENT * 1_000_000 + n;

export type Section = { section?: string; price?: number; seats: string[]; statuses: number[] };

/** Statuses as they travel: the contract's words, a bit at a time. */
export function pack(statuses: readonly number[]): string {
  const bytes = new Uint8Array(Math.ceil((statuses.length * 2) / 8));
  statuses.forEach((status, place) => {
    for (const bit of [0, 1]) {
      const at = place * 2 + bit;
      if ((status >> bit) & 1) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (1 << (at & 7));
    }
  });
  return btoa(String.fromCharCode(...bytes));
}

/** A model of sections whose tickets are numbered through. */
export function aModel(sections: Section[]): LiveModel {
  const statuses = sections.flatMap((section) => section.statuses);
  let next = 1;
  const runs = sections.map(({ section = 'Floor', price = 100, seats }) => {
    const run = { section, price, first_ticket_id: ticket(next), seats };
    next += seats.length;
    return run;
  });
  return createModel({ event_id: EVENT, sequence: 1, sections: runs, taken: pack(statuses) }, 'BRL');
}

/** A section drawn as lines of seats from row A on: `.` is available, `x` sold, `h` held, a blank no seat. */
export function drawn(lines: string[], rest: Omit<Section, 'seats' | 'statuses'> = {}): Section {
  const seats: string[] = [];
  const statuses: number[] = [];
  lines.forEach((line, row) => {
    [...line].forEach((mark, column) => {
      if (mark === ' ') return;
      seats.push(`${String.fromCharCode(65 + row)}${column + 1}`);
      statuses.push('.hx'.indexOf(mark));
    });
  });
  return { ...rest, seats, statuses };
}

/** A model of one drawn section. */
export const aHall = (...lines: string[]) => aModel([drawn(lines)]);

export const namesOf = (seats: readonly { seat: string }[] | undefined) => seats?.map(({ seat }) => seat).join(' ');
