import type { Block, Box, Geometry } from './geometry.ts';

const BUCKETS = 32;

/** Finds seats by place. */
export type Spatial = {
  /** Index of the seat there, -1 for none. The gap around a seat belongs to it. */
  at(x: number, y: number): number;
};

/** A coarse grid of buckets with the blocks that reach into each: a look-up costs the same however many seats there are. */
export function createSpatial(geometry: Geometry): Spatial {
  const { width, height } = geometry.size;
  const buckets: Block[][] = Array.from({ length: BUCKETS * BUCKETS }, () => []);
  const bucket = (place: number, extent: number) =>
    Math.min(BUCKETS - 1, Math.max(0, Math.floor((place / extent) * BUCKETS)));
  for (const block of geometry.blocks) {
    for (let by = bucket(block.y, height); by <= bucket(block.y + block.height, height); by++) {
      for (let bx = bucket(block.x, width); bx <= bucket(block.x + block.width, width); bx++) {
        buckets[by * BUCKETS + bx]?.push(block);
      }
    }
  }
  return {
    at(x, y) {
      if (!(x >= 0 && y >= 0 && x < width && y < height)) return -1;
      for (const block of buckets[bucket(y, height) * BUCKETS + bucket(x, width)] ?? []) {
        const row = block.firstRow + Math.floor(y - block.y);
        if (row < block.firstRow || row >= block.endRow) continue;
        const seat = seatInRow(geometry, row, Math.floor(x - (geometry.rowX[row] ?? 0)));
        if (seat >= 0) return seat;
      }
      return -1;
    },
  };
}

/** Index of the seat in a column of a row, -1 for none. */
export function seatInRow({ rowCells, cells }: Geometry, row: number, column: number): number {
  const start = rowCells[row] ?? 0;
  const end = rowCells[row + 1] ?? start;
  return column >= 0 && start + column < end ? (cells[start + column] ?? -1) : -1;
}

/** Rows of a block that reach into a box, as the first and the one after the last. */
export function rowsWithin(block: Block, box: Box): { first: number; end: number } {
  return {
    first: block.firstRow + Math.max(0, Math.floor(box.y - block.y)),
    end: Math.min(block.endRow, block.firstRow + Math.ceil(box.y + box.height - block.y)),
  };
}

/** Visits each seat whose square reaches into a box, row by row. */
export function visitSeats(geometry: Geometry, box: Box, visit: (seat: number) => void): void {
  const { rowX, rowCells, cells } = geometry;
  const right = box.x + box.width;
  for (const block of geometry.blocks) {
    if (block.x >= right || block.x + block.width <= box.x) continue;
    const { first, end } = rowsWithin(block, box);
    for (let row = first; row < end; row++) {
      const x = rowX[row] ?? 0;
      const start = rowCells[row] ?? 0;
      const from = start + Math.max(0, Math.floor(box.x - x));
      const to = Math.min(rowCells[row + 1] ?? 0, start + Math.ceil(right - x));
      for (let cell = from; cell < to; cell++) {
        const seat = cells[cell] ?? -1;
        if (seat >= 0) visit(seat);
      }
    }
  }
}
