import { DomainError, invalidField, MAX_TICKETS_PER_EVENT } from '@boxoffice/kernel';

/** A batch has this many tickets at most. */
export const MAX_BATCH = 100_000;
const MAX_SEAT_NAME = 40;
const MAX_PREFIX = 30;
const LETTERS = 26;

/** How the seats of a batch are named. */
export type SeatLayout =
  | { kind: 'list'; seats: string[] }
  | { kind: 'rows'; from: string; to: string; seatsPerRow: number }
  | { kind: 'count'; quantity: number; prefix: string };

/**
 * The names of a batch's seats, in short: each stem by itself, or (with `numbers` above 0) followed by 1, by 2, and so on
 * up to that number, before the next stem comes.
 */
export type SeatNames = { stems: string[]; numbers: number };

/** How many seats there are. */
export function countSeats({ stems, numbers }: SeatNames): number {
  return stems.length * Math.max(numbers, 1);
}

/** The number of a row's letters: A is 1, Z is 26, AA is 27, ZZ is 702. */
export function rowNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * LETTERS + letter.charCodeAt(0) - 64, 0);
}

/** The letters of a row's number. */
export function rowLetters(number: number): string {
  const last = String.fromCharCode(65 + ((number - 1) % LETTERS));
  return number > LETTERS ? rowLetters(Math.floor((number - 1) / LETTERS)) + last : last;
}

function checkedList(seats: string[]): string[] {
  const seen = new Set<string>();
  seats.forEach((seat, i) => {
    if (seat.trim() !== seat || seat.length < 1 || seat.length > MAX_SEAT_NAME) {
      throw invalidField(`seats.${i}`, `must have 1 to ${MAX_SEAT_NAME} characters and no blanks around it`);
    }
    if (seen.has(seat)) throw invalidField(`seats.${i}`, `"${seat}" stands in the list twice`);
    seen.add(seat);
  });
  return seats;
}

function rowSeats({ from, to, seatsPerRow }: Extract<SeatLayout, { kind: 'rows' }>): SeatNames {
  const letters = /^[A-Z]{1,2}$/;
  if (!letters.test(from)) throw invalidField('rows.from', 'must be A to ZZ');
  if (!letters.test(to)) throw invalidField('rows.to', 'must be A to ZZ');
  const [first, last] = [rowNumber(from), rowNumber(to)];
  if (last < first) throw invalidField('rows.to', `must not come before ${from}`);
  if (seatsPerRow < 1) throw invalidField('rows.seats_per_row', 'must be at least 1');
  requireBatchSize('rows', (last - first + 1) * seatsPerRow);
  return { stems: Array.from({ length: last - first + 1 }, (_, i) => rowLetters(first + i)), numbers: seatsPerRow };
}

function requireBatchSize(field: string, count: number): void {
  if (count < 1) throw invalidField(field, 'must name at least one seat');
  if (count > MAX_BATCH) throw invalidField(field, `names ${count} seats; a batch has ${MAX_BATCH} at most`);
}

/** The names of a batch's seats, in order. Throws `validation_failed` for a layout that is out of bounds. */
export function seatNames(layout: SeatLayout): SeatNames {
  switch (layout.kind) {
    case 'list':
      requireBatchSize('seats', layout.seats.length);
      return { stems: checkedList(layout.seats), numbers: 0 };
    case 'rows':
      return rowSeats(layout);
    case 'count':
      requireBatchSize('quantity', layout.quantity);
      if (layout.prefix.length > MAX_PREFIX) throw invalidField('prefix', `must have ${MAX_PREFIX} characters at most`);
      return { stems: [layout.prefix], numbers: layout.quantity };
  }
}

/** Throws `event_full` when an event can't number that many more tickets. */
export function requireRoom(existing: number, more: number): void {
  if (existing + more <= MAX_TICKETS_PER_EVENT) return;
  const left = MAX_TICKETS_PER_EVENT - existing;
  throw new DomainError('conflict', 'event_full', `The event has room for ${left} more tickets.`, { room: left });
}
