import type { SeatMapModel } from '../types.ts';

/** Free seats beside each other in one row, from left to right, by index. */
export type Run = { row: number; seats: number[] };

/** Finds the runs of a row among seats that `isFree` lets pass. */
export function freeRuns({ geometry }: SeatMapModel, row: number, isFree: (seat: number) => boolean): Run[] {
  const { rowCells, cells } = geometry;
  const runs: Run[] = [];
  let run: Run | undefined;
  for (let cell = rowCells[row] ?? 0; cell < (rowCells[row + 1] ?? 0); cell++) {
    const seat = cells[cell] ?? -1;
    if (seat < 0 || !isFree(seat)) {
      run = undefined;
    } else if (run) {
      run.seats.push(seat);
    } else {
      run = { row, seats: [seat] };
      runs.push(run);
    }
  }
  return runs;
}

/** All runs of a map, row by row. */
export function allFreeRuns(model: SeatMapModel, isFree: (seat: number) => boolean): Run[][] {
  return model.geometry.rowLabels.map((_, row) => freeRuns(model, row, isFree));
}

/** Seats by index. */
export function seatsOf(model: SeatMapModel, indices: readonly number[]) {
  return indices.flatMap((index) => model.seats[index] ?? []);
}
