import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aHall, aModel, drawn, namesOf } from '../test/halls.ts';
import type { Seat, SeatMapModel } from '../types.ts';
import { bestAvailable } from './best-available.ts';

test('the middle of the front row comes first', () => {
  expect(namesOf(bestAvailable(aHall('.........', '.........'), 3))).toBe('A4 A5 A6');
});

test('a row further back and in the middle beats the edge of the front', () => {
  expect(namesOf(bestAvailable(aHall('..xxxxxxx', '.........'), 2))).toBe('B4 B5');
});

test('a seat that is taken or missing divides neighbours', () => {
  expect(namesOf(bestAvailable(aHall('..x..', '..h..', '.. ..', 'x...x'), 3))).toBe('D2 D3 D4');
});

test('without a row that has room for all the fewest groups in rows behind each other are taken', () => {
  expect(namesOf(bestAvailable(aHall('..xx.', 'xxxxx', '..x..', '..x..', 'x.x..'), 4))).toBe('C1 C2 C4 C5');
  expect(namesOf(bestAvailable(aHall('..xxx', 'xxxxx', 'xx..x', 'xx..x', 'xx..x'), 4))).toBe('C3 C4 D3 D4');
});

test('rows far apart are the last resort', () => {
  const taken = Array.from({ length: 12 }, () => 'xx');
  expect(namesOf(bestAvailable(aHall('.x', ...taken, 'x.'), 2))).toBe('A1 N2');
});

test('a section and the highest price are respected', () => {
  const model = aModel([
    drawn(['....'], { section: 'Front', price: 900 }),
    drawn(['....'], { section: 'Back', price: 300 }),
  ]);
  expect(bestAvailable(model, 2)?.map(({ section }) => section)).toEqual(['Front', 'Front']);
  expect(bestAvailable(model, 2, { section: 'Back' })?.map(({ section }) => section)).toEqual(['Back', 'Back']);
  expect(bestAvailable(model, 2, { maxPrice: 300 })?.map(({ price }) => price)).toEqual([300, 300]);
  expect(bestAvailable(model, 5, { maxPrice: 300 })).toBeUndefined();
});

test('odd and even numbers on their sides are neighbours', () => {
  const left = { section: 'Left', seats: ['A1', 'A3', 'A5', 'A7'], statuses: [2, 0, 0, 2] };
  expect(namesOf(bestAvailable(aModel([left]), 2))).toBe('A3 A5');
});

test('general admission gives seats of following numbers', () => {
  const seats = Array.from({ length: 200 }, (_, i) => `GA-${i + 1}`);
  const found = bestAvailable(aModel([{ seats, statuses: seats.map(() => 0) }]), 4) ?? [];
  const numbers = found.map(({ seat }) => Number(seat.slice(3)));
  expect(numbers).toEqual([0, 1, 2, 3].map((i) => (numbers[0] ?? 0) + i));
});

test.each([0, -1, 1.5, Number.NaN])('%d seats are none', (count) => {
  expect(bestAvailable(aHall('....'), count)).toBeUndefined();
});

const line = fc.array(fc.constantFrom('.', '.', 'x', 'h', ' '), { minLength: 1, maxLength: 12 });
const sections = fc.array(
  fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
    section: fc.constantFrom('Front', 'Back', ''),
    price: fc.constantFrom(100, 200),
  }),
  { minLength: 1, maxLength: 3 },
);

/** Longest run of seats that may be had, counted from the names alone: rows are letters, neighbours numbers. */
function longestRun(model: SeatMapModel, isWanted: (seat: Seat) => boolean): number {
  const free = new Set(
    model.seats
      .filter((seat) => isWanted(seat) && model.statusOf(seat.ticketId) === 'available')
      .map(({ section, seat }) => `${section}/${seat}`),
  );
  const after = (name: string) => name.replace(/\d+$/, (number) => String(Number(number) + 1));
  let longest = 0;
  for (let name of free) {
    let length = 0;
    for (; free.has(name); name = after(name)) length++;
    longest = Math.max(longest, length);
  }
  return longest;
}

test('seats are available, as many as wanted, and together whenever that can be', () => {
  const wish = fc.record(
    { section: fc.constantFrom('Front', 'Back', ''), maxPrice: fc.constantFrom(100, 200) },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(sections, fc.integer({ min: 1, max: 8 }), wish, (parts, count, wanted) => {
      // Names are unique in an event's section: a section that comes twice is drawn once.
      const unique = parts.filter((part, i) => parts.findIndex(({ section }) => section === part.section) === i);
      const model = aModel(
        unique.map(({ lines, ...rest }) =>
          drawn(
            lines.map((marks) => marks.join('')),
            rest,
          ),
        ),
      );
      const isWanted = ({ section, price }: Seat) =>
        (wanted.section ?? section) === section && price <= (wanted.maxPrice ?? price);
      const free = model.seats.filter((seat) => isWanted(seat) && model.statusOf(seat.ticketId) === 'available');
      const found = bestAvailable(model, count, wanted);
      expect(found).toEqual(bestAvailable(model, count, wanted));
      if (free.length < count) return expect(found).toBeUndefined();
      expect(new Set(found?.map(({ ticketId }) => ticketId)).size).toBe(count);
      for (const seat of found ?? []) expect(free).toContain(seat);
      // Rows of odd or even numbers only have other neighbours; the names tell which of the two it is.
      const step = model.seats.length > 2 && hasStepTwo(model);
      if (step || longestRun(model, isWanted) < count) return;
      const row = new Set(found?.map((seat) => `${seat.section} ${model.rowOf(seat)}`));
      const numbers = (found ?? []).map(({ seat }) => Number(/\d+$/.exec(seat)?.[0]));
      expect(row.size).toBe(1);
      expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i));
    }),
    { numRuns: 300 },
  );
});

/** Whether some row's neighbours are two numbers apart. */
function hasStepTwo({ geometry, seats }: SeatMapModel): boolean {
  return seats.some(({ seat, index }) => {
    const next = seats.find(
      (other) =>
        geometry.row[other.index] === geometry.row[index] &&
        geometry.column[other.index] === (geometry.column[index] ?? 0) + 1,
    );
    return next !== undefined && Number(/\d+$/.exec(next.seat)?.[0]) - Number(/\d+$/.exec(seat)?.[0]) !== 1;
  });
}
