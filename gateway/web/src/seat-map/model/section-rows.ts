import { detectStep, planRow } from './numbering.ts';
import { parseSeatName, rowLabel, rowOrder } from './seat-name.ts';

/** A row: indices of its seats from left to right and the column of each. */
export type SeatRow = { label: string; seats: number[]; columns: number[]; width: number };

/** What is drawn as one rectangle: rows of seats, or general admission in lines of no meaning. */
export type RowGroup = { rows: SeatRow[]; admission: boolean };

type Group = { prefix: string; seats: number[]; numbers: number[] };

// A lot of seats with one prefix is general admission unless there are rows enough to make it look like a hall.
const LONGEST_LONE_ROW = 60;
const ROW_LENGTH_BY_ROWS = 24;
const ADMISSION_ASPECT = 1.3;

function groupByPrefix(names: readonly string[], seats: readonly number[]): { groups: Group[]; loose: number[] } {
  const groups = new Map<string, Group>();
  const loose: number[] = [];
  let last: Group | undefined;
  for (const seat of seats) {
    const parsed = parseSeatName(names[seat] ?? '');
    if (!parsed) {
      loose.push(seat);
      continue;
    }
    if (last?.prefix !== parsed.prefix) {
      last = groups.get(parsed.prefix) ?? { prefix: parsed.prefix, seats: [], numbers: [] };
      groups.set(parsed.prefix, last);
    }
    last.seats.push(seat);
    last.numbers.push(parsed.number);
  }
  return { groups: [...groups.values()], loose };
}

function sortRows(rows: SeatRow[]): SeatRow[] {
  const order = rowOrder(rows.map(({ label }) => label));
  return order ? rows.sort((a, b) => order(a.label, b.label)) : rows;
}

/** Seats in lines that make a block about as high as wide. */
function admissionBlock(seats: readonly number[]): RowGroup {
  const width = Math.max(1, Math.ceil(Math.sqrt(seats.length * ADMISSION_ASPECT)));
  const rows: SeatRow[] = [];
  for (let from = 0; from < seats.length; from += width) {
    const line = seats.slice(from, from + width);
    rows.push({ label: '', seats: line, columns: line.map((_, column) => column), width: line.length });
  }
  return { rows, admission: true };
}

function byNumber({ seats, numbers }: Group): number[] {
  const order = seats.map((_, place) => place);
  order.sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b);
  return order.map((place) => seats[place] ?? 0);
}

/** Finds the rows of a section by the names of its seats. `seats` are indices, in the order they were created. */
export function sectionRows(names: readonly string[], seats: readonly number[]): RowGroup[] {
  const { groups, loose } = groupByPrefix(names, seats);
  const isLot = ({ seats: { length } }: Group) =>
    length > LONGEST_LONE_ROW && length > ROW_LENGTH_BY_ROWS * groups.length;
  const inRows = groups.filter((group) => !isLot(group));
  const step = detectStep(inRows.map(({ numbers }) => numbers));
  const rows = inRows.map((group) => {
    const { order, columns, width } = planRow(group.numbers, step);
    return { label: rowLabel(group.prefix), seats: order.map((place) => group.seats[place] ?? 0), columns, width };
  });
  const found: RowGroup[] = rows.length > 0 ? [{ rows: sortRows(rows), admission: false }] : [];
  for (const lot of groups.filter(isLot)) found.push(admissionBlock(byNumber(lot)));
  if (loose.length > 0) found.push(admissionBlock(loose));
  return found;
}
