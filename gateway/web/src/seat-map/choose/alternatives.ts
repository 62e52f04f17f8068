import type { Seat, SeatMapModel } from '../types.ts';
import { allFreeRuns, seatsOf } from './runs.ts';

const AVAILABLE = 0;
// Another price, another section: each counts as much as the way over the whole map.
const OTHER_SECTION = 2;
const OTHER_PRICE = 1;
const TOWARDS_KEPT = 0.5;
// A party would rather walk so far, each of them, than sit apart.
const APART = 3;

/** How far a free seat (by index) is from being as good as a lost one. */
type Cost = (candidate: number, lost: Seat) => number;

function centre({ geometry }: SeatMapModel, seats: readonly Seat[]): { x: number; y: number } | undefined {
  if (seats.length === 0) return undefined;
  const mean = (places: Float32Array) => seats.reduce((sum, { index }) => sum + (places[index] ?? 0), 0) / seats.length;
  return { x: mean(geometry.x), y: mean(geometry.y) };
}

function createCost(model: SeatMapModel, kept: readonly Seat[]): Cost {
  const { x, y } = model.geometry;
  const extent = model.size.width + model.size.height;
  const dearest = Math.max(1, model.prices[0] ?? 1);
  const party = centre(model, kept);
  return (candidate, lost) => {
    const seat = model.seats[candidate];
    if (!seat) return Number.POSITIVE_INFINITY;
    const [left, top] = [x[candidate] ?? 0, y[candidate] ?? 0];
    let cost = Math.hypot(left - (x[lost.index] ?? 0), top - (y[lost.index] ?? 0));
    if (party) cost += Math.hypot(left - party.x, top - party.y) * TOWARDS_KEPT;
    if (seat.section !== lost.section) cost += OTHER_SECTION * extent;
    if (seat.price !== lost.price) cost += (OTHER_PRICE + Math.abs(seat.price - lost.price) / dearest) * extent;
    return cost;
  };
}

type Choice = { seats: number[]; cost: number };

/** The nearest neighbours in one row, as many as were lost. */
function together(runs: readonly { seats: number[] }[], lost: readonly Seat[], cost: Cost): Choice | undefined {
  let found: Choice | undefined;
  for (const { seats } of runs) {
    for (let from = 0; from + lost.length <= seats.length; from++) {
      let sum = 0;
      for (let i = 0; i < lost.length && sum < (found?.cost ?? Number.POSITIVE_INFINITY); i++) {
        const [candidate, gone] = [seats[from + i], lost[i]];
        if (candidate !== undefined && gone) sum += cost(candidate, gone);
      }
      if (!found || sum < found.cost) found = { seats: seats.slice(from, from + lost.length), cost: sum };
    }
  }
  return found;
}

/** The nearest seat for each one that was lost, in turn. */
function oneByOne(free: readonly number[], lost: readonly Seat[], cost: Cost): Choice {
  const left = new Set(free);
  const choice: Choice = { seats: [], cost: 0 };
  for (const gone of lost) {
    let nearest: { seat: number; cost: number } | undefined;
    for (const seat of left) {
      const its = cost(seat, gone);
      if (!nearest || its < nearest.cost) nearest = { seat, cost: its };
    }
    if (!nearest) break;
    left.delete(nearest.seat);
    choice.seats.push(nearest.seat);
    choice.cost += nearest.cost;
  }
  return choice;
}

/**
 * Seats in place of lost ones: as many (fewer only when no more are available), of the same section and price where they
 * can be had, together, and near to the lost ones and to those that were kept. None that is lost, kept or taken.
 */
export function nearestAlternatives(model: SeatMapModel, lost: readonly Seat[], kept: readonly Seat[]): Seat[] {
  const known = (seats: readonly Seat[]) => seats.flatMap(({ ticketId }) => model.find(ticketId) ?? []);
  const { row, column } = model.geometry;
  const gone = known(lost).sort(
    ({ index: a }, { index: b }) => (row[a] ?? 0) - (row[b] ?? 0) || (column[a] ?? 0) - (column[b] ?? 0),
  );
  const own = known(kept);
  const out = new Set([...gone, ...own].map(({ index }) => index));
  const runs = allFreeRuns(model, (seat) => model.statuses[seat] === AVAILABLE && !out.has(seat)).flat();
  const cost = createCost(model, own);
  const apart = oneByOne(
    runs.flatMap(({ seats }) => seats),
    gone,
    cost,
  );
  const joined = together(runs, gone, cost);
  const isJoined = joined && joined.cost <= apart.cost + APART * gone.length;
  return seatsOf(model, isJoined ? joined.seats : apart.seats);
}
