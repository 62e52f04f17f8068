/** How the seats of a new batch are named, as the API takes it. */
export type SeatPlan =
  | { kind: 'rows'; from: string; to: string; seatsPerRow: number }
  | { kind: 'list'; seats: string[] }
  | { kind: 'count'; quantity: number; prefix: string };

/** What is wrong with a plan: the field it belongs to, and a key of the panel's texts with its values. */
export type SeatProblem = {
  field: 'from' | 'to' | 'seatsPerRow' | 'list' | 'quantity' | 'prefix';
  code:
    | 'rowLetters'
    | 'rowOrder'
    | 'seatsPerRow'
    | 'listEmpty'
    | 'seatLong'
    | 'seatTwice'
    | 'seatBroken'
    | 'listLarge'
    | 'quantity'
    | 'prefixLong'
    | 'tooMany';
  values?: Record<string, string | number>;
};

/** The API's bounds of one batch. */
export const MAX_BATCH = 100_000;
export const MAX_SEAT_NAME = 40;
export const MAX_PREFIX = 30;
// A body may have 1 MiB; the rest of it is for what stands beside the list.
const MAX_LIST_BYTES = 1024 * 1024 - 2048;
const LETTERS = 26;

function rowNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * LETTERS + letter.charCodeAt(0) - 64, 0);
}

function rowLetters(number: number): string {
  const last = String.fromCharCode(65 + ((number - 1) % LETTERS));
  return number > LETTERS ? rowLetters(Math.floor((number - 1) / LETTERS)) + last : last;
}

const isRow = (letters: string) => /^[A-Z]{1,2}$/.test(letters);
const isPositive = (number: number) => Number.isSafeInteger(number) && number >= 1;

/** The names that were typed or pasted: one a line, or divided by commas, semicolons or tabs. */
export function parseSeatList(text: string): string[] {
  return text
    .split(/[\n\r,;\t]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** How many seats a plan names; 0 while it does not make sense. */
export function countSeats(plan: SeatPlan): number {
  if (plan.kind === 'list') return plan.seats.length;
  if (plan.kind === 'count') return isPositive(plan.quantity) ? plan.quantity : 0;
  if (!isRow(plan.from) || !isRow(plan.to) || !isPositive(plan.seatsPerRow)) return 0;
  return Math.max(0, rowNumber(plan.to) - rowNumber(plan.from) + 1) * plan.seatsPerRow;
}

/** The name of a plan's seat by its place, from 0 on. */
export function seatAt(plan: SeatPlan, place: number): string {
  if (plan.kind === 'list') return plan.seats[place] ?? '';
  if (plan.kind === 'count') return `${plan.prefix}${place + 1}`;
  const row = rowNumber(plan.from) + Math.floor(place / plan.seatsPerRow);
  return `${rowLetters(row)}${(place % plan.seatsPerRow) + 1}`;
}

function listProblems(seats: string[]): SeatProblem[] {
  if (seats.length === 0) return [{ field: 'list', code: 'listEmpty' }];
  const problems: SeatProblem[] = [];
  const seen = new Set<string>();
  for (const seat of seats) {
    const problem = (code: SeatProblem['code']) => problems.push({ field: 'list', code, values: { seat } });
    if (seat.length > MAX_SEAT_NAME) problem('seatLong');
    if (!seat.isWellFormed() || seat.includes('\0')) problem('seatBroken');
    if (seen.has(seat)) problem('seatTwice');
    seen.add(seat);
  }
  const bytes = new TextEncoder().encode(JSON.stringify(seats)).length;
  if (bytes > MAX_LIST_BYTES) problems.push({ field: 'list', code: 'listLarge' });
  return problems;
}

function rowProblems({ from, to, seatsPerRow }: Extract<SeatPlan, { kind: 'rows' }>): SeatProblem[] {
  const problems: SeatProblem[] = [];
  if (!isRow(from)) problems.push({ field: 'from', code: 'rowLetters' });
  if (!isRow(to)) problems.push({ field: 'to', code: 'rowLetters' });
  if (!isPositive(seatsPerRow)) problems.push({ field: 'seatsPerRow', code: 'seatsPerRow' });
  if (isRow(from) && isRow(to) && rowNumber(to) < rowNumber(from)) {
    problems.push({ field: 'to', code: 'rowOrder', values: { from } });
  }
  return problems;
}

function countProblems({ quantity, prefix }: Extract<SeatPlan, { kind: 'count' }>): SeatProblem[] {
  const problems: SeatProblem[] = [];
  if (!isPositive(quantity)) problems.push({ field: 'quantity', code: 'quantity' });
  if (prefix.length > MAX_PREFIX) problems.push({ field: 'prefix', code: 'prefixLong', values: { max: MAX_PREFIX } });
  return problems;
}

const SIZE_FIELD = { rows: 'seatsPerRow', list: 'list', count: 'quantity' } as const;

/** Everything that the API would refuse of a plan, but for seats that the event has already. */
export function seatProblems(plan: SeatPlan): SeatProblem[] {
  const problems =
    plan.kind === 'list' ? listProblems(plan.seats) : plan.kind === 'rows' ? rowProblems(plan) : countProblems(plan);
  const count = countSeats(plan);
  if (count <= MAX_BATCH) return problems;
  return [...problems, { field: SIZE_FIELD[plan.kind], code: 'tooMany', values: { count, max: MAX_BATCH } }];
}

/** The first and the last seats of a plan; `last` is empty when all of them are in `first`. */
export function sampleSeats(plan: SeatPlan, atStart = 8, atEnd = 3): { first: string[]; last: string[] } {
  const count = countSeats(plan);
  const names = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, i) => seatAt(plan, from + i));
  if (count <= atStart + atEnd) return { first: names(0, count), last: [] };
  return { first: names(0, atStart), last: names(count - atEnd, count) };
}
