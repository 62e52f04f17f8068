import type { SeatMapModel } from '../types.ts';
import { best, bestPiece, type Piece } from './pieces.ts';

/** Seats of one party in several pieces, over so many rows. */
type Split = { pieces: Piece[]; spread: number; score: number };

// Seats for one party are looked for in so many rows behind each other before they are in rows far apart.
const ADJACENT_ROWS = 8;

const byLength = (a: Piece, b: Piece) => b.seats.length - a.seats.length || a.score - b.score;

function splitOf(pieces: Piece[]): Split {
  let [first, last, score] = [Number.POSITIVE_INFINITY, 0, 0];
  for (const piece of pieces) {
    first = Math.min(first, piece.row);
    last = Math.max(last, piece.row);
    score += piece.score;
  }
  return { pieces, spread: last - first, score };
}

/**
 * The fewest pieces of some runs that make `count` seats: the longest runs, and the best part of one that has room for the
 * rest. Undefined when that takes more than `most` pieces.
 */
function fewestPieces(model: SeatMapModel, runs: readonly Piece[], count: number, most: number): Split | undefined {
  const sorted = [...runs].sort(byLength);
  let left = count;
  let taken = 0;
  while (taken < sorted.length && (sorted[taken]?.seats.length ?? 0) < left) {
    left -= sorted[taken]?.seats.length ?? 0;
    taken++;
  }
  if (taken === sorted.length || taken + 1 > most) return undefined;
  const roomy = sorted.slice(taken).filter(({ seats }) => seats.length >= left);
  const last = best(roomy.map((run) => bestPiece(model, run, left)));
  return last && splitOf([...sorted.slice(0, taken), last]);
}

function better(a: Split | undefined, b: Split | undefined): Split | undefined {
  if (!a || !b) return a ?? b;
  return (b.pieces.length - a.pieces.length || b.spread - a.spread || b.score - a.score) < 0 ? b : a;
}

/** The best split over rows behind each other in one section. */
function adjacentSplit(model: SeatMapModel, rows: readonly Piece[][], count: number): Split | undefined {
  const { rowSection } = model.geometry;
  let found: Split | undefined;
  for (let first = 0; first < rows.length; first++) {
    const runs: Piece[] = [];
    const end = Math.min(first + Math.min(count, ADJACENT_ROWS), rows.length);
    for (let row = first; row < end && rowSection[row] === rowSection[first]; row++) {
      runs.push(...(rows[row] ?? []));
      found = better(found, fewestPieces(model, runs, count, found?.pieces.length ?? count));
    }
  }
  return found;
}

/** The best split within a section, or (as the last resort) over the whole map. */
function wideSplit(model: SeatMapModel, rows: readonly Piece[][], count: number): Split | undefined {
  let found: Split | undefined;
  for (const { firstRow, endRow } of model.sections) {
    found = better(found, fewestPieces(model, rows.slice(firstRow, endRow).flat(), count, count));
  }
  return found ?? fewestPieces(model, rows.flat(), count, count);
}

/** The fewest groups of seats that make `count`, as near to each other as can be; undefined when there are fewer seats. */
export function bestSplit(model: SeatMapModel, rows: readonly Piece[][], count: number): Piece[] | undefined {
  const split = adjacentSplit(model, rows, count) ?? wideSplit(model, rows, count);
  return split?.pieces.sort((a, b) => a.row - b.row);
}
