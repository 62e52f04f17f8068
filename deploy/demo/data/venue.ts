/** Seats by rows, for example A1 to A30, B1 to B30; or by number, for example PISTA-1 to PISTA-900. */
export type Layout =
  | { rows: { from: string; to: string; seats_per_row: number } }
  | { quantity: number; prefix: string };

/** A section of one price. */
export type Section = {
  name: string;
  /** Minor units. */
  price: number;
  layout: Layout;
};

/** Seats that people sit on side by side. */
export type SeatBlock = { rows: number; seatsPerRow: number };

/** A to Z are 1 to 26, AA is 27. */
function rowNumber(row: string): number {
  return [...row].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

/** A section's seats, in the order in which the platform numbers them. Standing room is one long row. */
export function seatBlock(layout: Layout): SeatBlock {
  if ('quantity' in layout) return { rows: 1, seatsPerRow: layout.quantity };
  const { from, to, seats_per_row: seatsPerRow } = layout.rows;
  return { rows: rowNumber(to) - rowNumber(from) + 1, seatsPerRow };
}

/** How many seats a section has. */
export function sizeOf({ layout }: Section): number {
  const { rows, seatsPerRow } = seatBlock(layout);
  return rows * seatsPerRow;
}

function rows(name: string, price: number, from: string, to: string, seatsPerRow: number): Section {
  return { name, price, layout: { rows: { from, to, seats_per_row: seatsPerRow } } };
}

function standing(name: string, price: number, quantity: number, prefix: string): Section {
  return { name, price, layout: { quantity, prefix: `${prefix}-` } };
}

/** Ways to write a section. */
export const section = { rows, standing };
