import { arrange } from './arrange.ts';
import { type RowGroup, type SeatRow, sectionRows } from './section-rows.ts';

/** A rectangle of rows within a section; its place is relative to the section's contents. */
export type BlockPlan = { rows: SeatRow[]; admission: boolean; x: number; y: number; width: number };

/** A section before it has its place on the map. */
export type SectionPlan = { blocks: BlockPlan[]; rows: number; width: number; height: number };

/** Room left and right of rows, for their labels. */
export const LABEL_ROOM = 1.5;
const ASPECT = 1.3;
const TALL = 2.5;
const MANY_ROWS = 40;
const GAP = 1;

function widthOf(rows: readonly SeatRow[]): number {
  return rows.reduce((width, row) => Math.max(width, row.width), 0);
}

/** Rows that would make a tower continue beside it. */
function fold({ rows, admission }: RowGroup): RowGroup[] {
  const width = widthOf(rows) + 2 * LABEL_ROOM;
  if (admission || rows.length <= MANY_ROWS || rows.length <= TALL * width) return [{ rows, admission }];
  const parts = Math.max(2, Math.round(Math.sqrt((ASPECT * rows.length) / width)));
  const each = Math.ceil(rows.length / parts);
  return Array.from({ length: Math.ceil(rows.length / each) }, (_, i) => ({
    rows: rows.slice(i * each, (i + 1) * each),
    admission,
  }));
}

/** Lays out the seats of one section. `seats` are indices in `names`. */
export function planSection(names: readonly string[], seats: readonly number[]): SectionPlan {
  const groups = sectionRows(names, seats).flatMap(fold);
  const room = (group: RowGroup) => (group.admission ? 0 : LABEL_ROOM);
  const boxes = groups.map((group) => ({
    width: widthOf(group.rows) + 2 * room(group),
    height: group.rows.length,
  }));
  const { x, y, width, height } = arrange(boxes, GAP, ASPECT);
  const blocks = groups.map((group, i) => ({
    ...group,
    x: (x[i] ?? 0) + room(group),
    y: y[i] ?? 0,
    width: (boxes[i]?.width ?? 0) - 2 * room(group),
  }));
  return { blocks, rows: groups.reduce((sum, { rows }) => sum + rows.length, 0), width, height };
}
