import type { Seat, SeatMapModel } from '../types.ts';
import { best, bestPiece } from './pieces.ts';
import { allFreeRuns, seatsOf } from './runs.ts';
import { bestSplit } from './split.ts';

/** Which seats come into question: those of a section, and those that cost at most so much (minor units). */
export type Wish = { section?: string; maxPrice?: number };

const AVAILABLE = 0;

/**
 * The best seats that are available: `count` neighbours in one row, near to the front of their section and to the middle
 * of the row. Where there are none, the fewest groups in rows behind each other; undefined when fewer seats are
 * available. The same map always gets the same answer.
 */
export function bestAvailable(model: SeatMapModel, count: number, wish: Wish = {}): Seat[] | undefined {
  if (!Number.isSafeInteger(count) || count < 1) return undefined;
  const { section, maxPrice = Number.POSITIVE_INFINITY } = wish;
  const isFree = (index: number) => {
    const seat = model.seats[index];
    if (!seat || model.statuses[index] !== AVAILABLE) return false;
    return seat.price <= maxPrice && (section === undefined || seat.section === section);
  };
  const rows = allFreeRuns(model, isFree);
  const long = rows.flat().filter(({ seats }) => seats.length >= count);
  const together = best(long.map((run) => bestPiece(model, run, count)));
  if (together) return seatsOf(model, together.seats);
  const whole = rows.map((runs) => runs.map((run) => bestPiece(model, run, run.seats.length)));
  const pieces = bestSplit(model, whole, count);
  return (
    pieces &&
    seatsOf(
      model,
      pieces.flatMap(({ seats }) => seats),
    )
  );
}
