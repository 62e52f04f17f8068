type Placed = { index: number };
type Places = { row: ArrayLike<number>; column: ArrayLike<number> };

/** True when seats are neighbours in one row. */
export function areTogether({ row, column }: Places, seats: readonly Placed[]): boolean {
  const rows = new Set(seats.map(({ index }) => row[index]));
  const columns = seats.map(({ index }) => column[index] ?? 0);
  return rows.size <= 1 && Math.max(...columns) - Math.min(...columns) === seats.length - 1;
}
