import type { SeatMapModel } from '../types.ts';
import type { Run } from './runs.ts';

/** Neighbouring seats and how good they are: the lower the better. */
export type Piece = Run & { score: number };

const CENTRAL = 0.5;

/** The best `count` neighbours of a run: near to the stage and to the middle of the row. */
export function bestPiece({ geometry }: SeatMapModel, { row, seats }: Run, count: number): Piece {
  const width = (geometry.rowCells[row + 1] ?? 0) - (geometry.rowCells[row] ?? 0);
  let first = 0;
  let nearest = Number.POSITIVE_INFINITY;
  for (let from = 0; from + count <= seats.length; from++) {
    // By columns, which are whole numbers: equally good is exactly equal.
    const ends = (geometry.column[seats[from] ?? 0] ?? 0) + (geometry.column[seats[from + count - 1] ?? 0] ?? 0);
    const distance = Math.abs(ends + 1 - width) / 2;
    if (distance < nearest) {
      nearest = distance;
      first = from;
    }
  }
  const score = (geometry.rowDepth[row] ?? 0) + nearest * CENTRAL;
  return { row, seats: seats.slice(first, first + count), score };
}

/** The best of some pieces, the first of those that are as good. */
export function best(pieces: readonly Piece[]): Piece | undefined {
  return pieces.reduce<Piece | undefined>((a, b) => (a && a.score <= b.score ? a : b), undefined);
}
