import { seatInRow } from './model/spatial.ts';
import type { SeatMapModel } from './types.ts';

export type Direction = 'left' | 'right' | 'up' | 'down' | 'start' | 'end' | 'sectionBefore' | 'sectionAfter';

/** The seat of a row that is nearest to a place from left to right; -1 for a row without seats. */
function nearestInRow({ geometry }: SeatMapModel, row: number, x: number): number {
  const width = (geometry.rowCells[row + 1] ?? 0) - (geometry.rowCells[row] ?? 0);
  const column = Math.round(x - (geometry.rowX[row] ?? 0) - 0.5);
  for (let away = 0; away <= width; away++) {
    for (const candidate of [column - away, column + away]) {
      const seat = seatInRow(geometry, row, Math.min(Math.max(candidate, 0), width - 1));
      if (seat >= 0) return seat;
    }
  }
  return -1;
}

function alongRow({ geometry }: SeatMapModel, row: number, from: number, step: number): number {
  const width = (geometry.rowCells[row + 1] ?? 0) - (geometry.rowCells[row] ?? 0);
  for (let column = from; column >= 0 && column < width; column += step) {
    const seat = seatInRow(geometry, row, column);
    if (seat >= 0) return seat;
  }
  return -1;
}

/** The nearest row above or below, in any section, whose seats are least far to the side. */
function rowBeyond(model: SeatMapModel, seat: number, sign: number): number {
  const { x, y, row, rowX, rowY, rowCells } = model.geometry;
  const [left, top] = [x[seat] ?? 0, (y[seat] ?? 0) - 0.5];
  let best = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let other = 0; other < rowY.length; other++) {
    const away = ((rowY[other] ?? 0) - top) * sign;
    if (other === row[seat] || away < 0.5) continue;
    const start = rowX[other] ?? 0;
    const end = start + (rowCells[other + 1] ?? 0) - (rowCells[other] ?? 0);
    const aside = Math.max(0, start - left, left - end);
    const cost = away + aside * 3;
    if (cost < bestCost) {
      bestCost = cost;
      best = other;
    }
  }
  return best;
}

function inSection(model: SeatMapModel, seat: number, step: number): number {
  const { geometry, sections } = model;
  const current = geometry.rowSection[geometry.row[seat] ?? -1] ?? 0;
  const section = sections[current + step];
  return section ? nearestInRow(model, section.firstRow, section.x + section.width / 2) : -1;
}

/** Where the keyboard's cursor goes from a seat; the seat itself where it can go no further. Seats are indices. */
export function moveCursor(model: SeatMapModel, seat: number, direction: Direction): number {
  const { row, column, x, rowCells } = model.geometry;
  const here = row[seat];
  if (here === undefined) return firstSeat(model);
  const last = (rowCells[here + 1] ?? 0) - (rowCells[here] ?? 0) - 1;
  const beyond = (sign: number) => {
    const next = rowBeyond(model, seat, sign);
    return next < 0 ? -1 : nearestInRow(model, next, x[seat] ?? 0);
  };
  const moves: Record<Direction, () => number> = {
    left: () => alongRow(model, here, (column[seat] ?? 0) - 1, -1),
    right: () => alongRow(model, here, (column[seat] ?? 0) + 1, 1),
    start: () => alongRow(model, here, 0, 1),
    end: () => alongRow(model, here, last, -1),
    up: () => beyond(-1),
    down: () => beyond(1),
    sectionBefore: () => inSection(model, seat, -1),
    sectionAfter: () => inSection(model, seat, 1),
  };
  const next = moves[direction]();
  return next < 0 ? seat : next;
}

/** Where the cursor begins: at the first seat that may be had, or else at the first one; -1 on a map without seats. */
export function firstSeat(model: SeatMapModel): number {
  const free = model.statuses.indexOf(0);
  return free >= 0 ? free : Math.min(0, model.seats.length - 1);
}
