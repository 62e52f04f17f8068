/** How the numbers of a section's rows follow each other: 1, 2, 3 or (only odd or only even ones in a row) 1, 3, 5. */
export type Step = 1 | 2;

// A number that is left out keeps its place free, so that the seats beside it are no neighbours; but only so many.
const WIDEST_GAP = 8;
const ENOUGH = 3;

function hasOneParity(numbers: readonly number[]): boolean {
  const parity = (numbers[0] ?? 0) % 2;
  return numbers.every((number) => number % 2 === parity);
}

/** Reads the step from all rows of a section; a row of two seats alone proves nothing. */
export function detectStep(rows: readonly (readonly number[])[]): Step {
  return rows.some((row) => row.length >= ENOUGH) && rows.every(hasOneParity) ? 2 : 1;
}

function isSorted(numbers: readonly number[]): boolean {
  const follows = (sign: number) =>
    numbers.every((number, place) => place === 0 || (number - (numbers[place - 1] ?? 0)) * sign > 0);
  return follows(1) || follows(-1);
}

/** Tells whether a row, in the order it was created, has all its odd numbers on one side and the even ones on the other. */
export function isSplit(numbers: readonly number[]): boolean {
  let changes = 0;
  let at = 0;
  for (let place = 1; place < numbers.length && changes < 2; place++) {
    if ((numbers[place] ?? 0) % 2 === (numbers[place - 1] ?? 0) % 2) continue;
    changes++;
    at = place;
  }
  return changes === 1 && at >= 2 && numbers.length - at >= 2 && !isSorted(numbers);
}

/** Odd numbers go to the left from the middle on, even ones to the right: 5 3 1 2 4 6. */
function splitPlace(number: number): number {
  return number % 2 === 1 ? -(number + 1) / 2 : number / 2 - 1;
}

export type RowPlan = { order: number[]; columns: number[]; width: number };

/**
 * Places the seats of a row: `order` are places in `numbers` from left to right, `columns` where each of them stands,
 * `width` how many columns there are. Neighbours stand in columns that follow each other.
 */
export function planRow(numbers: readonly number[], step: Step): RowPlan {
  const split = step === 1 && isSplit(numbers);
  const places = split ? numbers.map(splitPlace) : numbers.map((number) => number / step);
  const order = places.map((_, place) => place);
  order.sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
  const columns: number[] = [];
  let column = 0;
  let last: number | undefined;
  for (const place of order) {
    const here = places[place] ?? 0;
    if (last !== undefined) column += Math.min(Math.max(here - last, 1), WIDEST_GAP);
    columns.push(column);
    last = here;
  }
  return { order, columns, width: order.length === 0 ? 0 : column + 1 };
}
