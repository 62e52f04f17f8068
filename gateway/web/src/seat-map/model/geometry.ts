import { arrange } from './arrange.ts';
import { planSection, type SectionPlan } from './section-plan.ts';

export type Size = { width: number; height: number };
export type Box = Size & { x: number; y: number };

/** A section's place: its box begins with `header` of room for its name. Rows are `firstRow` up to before `endRow`. */
export type SectionLayout = Box & {
  index: number;
  name: string;
  seatCount: number;
  firstRow: number;
  endRow: number;
};

/** Rows below each other, 1 high each, in a rectangle. */
export type Block = Box & { section: number; firstRow: number; endRow: number; admission: boolean };

/**
 * Where everything is. Seats are known by index, rows by number (those of a section from front to back); a row has
 * columns, each 1 wide, that hold the index of a seat or -1: those of row r are `cells[rowCells[r]]` up to before
 * `cells[rowCells[r + 1]]`. A row's place is its left top corner, a seat's its middle.
 */
export type Geometry = {
  size: Size;
  stage: Box;
  header: number;
  sections: readonly SectionLayout[];
  blocks: readonly Block[];
  rowLabels: readonly string[];
  rowX: Float32Array;
  rowY: Float32Array;
  rowSection: Int32Array;
  /** How many rows are in front of it, the sections nearer to the stage included. */
  rowDepth: Int32Array;
  rowCells: Int32Array;
  cells: Int32Array;
  x: Float32Array;
  y: Float32Array;
  row: Int32Array;
  column: Int32Array;
};

const ASPECT = 1.45;
/** Room between the edge of a section and its seats; that above is the last part of its header. */
export const SECTION_PAD = 0.7;
// The name of a section shows at about this part of the height of the whole map.
const HEADER_PART = 1 / 34;
const LEAST_HEADER = 2.3;
// In heights of that, and as a part of the width.
const STAGE_HEIGHT = 1.5;
const STAGE_LEAST = 6;
const STAGE_PART = 0.45;

function seatsBySection(sectionOf: Int32Array, sections: number): number[][] {
  const seats: number[][] = Array.from({ length: sections }, () => []);
  sectionOf.forEach((section, seat) => {
    seats[section]?.push(seat);
  });
  return seats;
}

function emptyRows(plans: readonly SectionPlan[], seats: number) {
  const rows = plans.flatMap(({ blocks }) => blocks.flatMap((block) => block.rows));
  const cells = rows.reduce((sum, { width }) => sum + width, 0);
  return {
    rowLabels: rows.map(({ label }) => label),
    rowX: new Float32Array(rows.length),
    rowY: new Float32Array(rows.length),
    rowSection: new Int32Array(rows.length),
    rowDepth: new Int32Array(rows.length),
    rowCells: new Int32Array(rows.length + 1),
    cells: new Int32Array(cells).fill(-1),
    x: new Float32Array(seats),
    y: new Float32Array(seats),
    row: new Int32Array(seats),
    column: new Int32Array(seats),
  };
}

type Rows = ReturnType<typeof emptyRows>;

/** Enters the rows of a block, whose left top corner is given, from row number `firstRow` on. */
function placeRows(rows: Rows, plan: SectionPlan['blocks'][number], firstRow: number, left: number, top: number) {
  plan.rows.forEach((line, i) => {
    const row = firstRow + i;
    const start = rows.rowCells[row] ?? 0;
    const x = left + (plan.admission ? 0 : (plan.width - line.width) / 2);
    rows.rowX[row] = x;
    rows.rowY[row] = top + i;
    rows.rowCells[row + 1] = start + line.width;
    line.seats.forEach((seat, place) => {
      const column = line.columns[place] ?? 0;
      rows.cells[start + column] = seat;
      rows.x[seat] = x + column + 0.5;
      rows.y[seat] = top + i + 0.5;
      rows.row[seat] = row;
      rows.column[seat] = column;
    });
  });
}

/** Depth at which each shelf of sections begins: the rows of the longest section on each shelf before. */
function shelfDepths(plans: readonly SectionPlan[], shelf: readonly number[]): number[] {
  const longest: number[] = [];
  plans.forEach(({ rows }, i) => {
    const number = shelf[i] ?? 0;
    longest[number] = Math.max(longest[number] ?? 0, rows);
  });
  let depth = 0;
  return longest.map((rows) => {
    depth += rows;
    return depth - rows;
  });
}

type Places = { rows: Rows; blocks: Block[]; sections: SectionLayout[] };

/** Enters a section whose box is given; its rows are numbered on. */
function placeSection({ rows, blocks, sections }: Places, plan: SectionPlan, box: SectionLayout, header: number): void {
  let row = box.firstRow;
  for (const block of plan.blocks) {
    const { admission, width, rows: lines } = block;
    const [x, y, endRow] = [box.x + SECTION_PAD + block.x, box.y + header + block.y, row + lines.length];
    placeRows(rows, block, row, x, y);
    blocks.push({ section: box.index, x, y, width, height: lines.length, firstRow: row, endRow, admission });
    row = endRow;
  }
  rows.rowSection.fill(box.index, box.firstRow, row);
  sections.push({ ...box, endRow: row });
}

function stageOf(width: number, header: number): Box {
  const stage = Math.min(width, Math.max(width * STAGE_PART, STAGE_LEAST * header));
  return { x: (width - stage) / 2, y: 0, width: stage, height: header * STAGE_HEIGHT };
}

/** Lays out the seats, given by name and section, below a stage. */
export function layOut(names: readonly string[], sectionOf: Int32Array, sectionNames: readonly string[]): Geometry {
  const members = seatsBySection(sectionOf, sectionNames.length);
  const plans = members.map((seats) => planSection(names, seats));
  const header = Math.max(LEAST_HEADER, Math.sqrt(names.length / ASPECT) * HEADER_PART);
  const boxes = plans.map(({ width, height }) => ({
    width: width + 2 * SECTION_PAD,
    height: height + header + SECTION_PAD,
  }));
  const placed = arrange(boxes, Math.max(1, header / 2), ASPECT);
  const width = Math.max(placed.width, 4 * header);
  const top = header * (STAGE_HEIGHT + 1);
  const depths = shelfDepths(plans, placed.shelf);

  const places: Places = { rows: emptyRows(plans, names.length), blocks: [], sections: [] };
  plans.forEach((plan, index) => {
    const { endRow: firstRow = 0 } = places.sections[index - 1] ?? {};
    const x = (placed.x[index] ?? 0) + (width - placed.width) / 2;
    const y = (placed.y[index] ?? 0) + top;
    const { width: w = 0, height: h = 0 } = boxes[index] ?? {};
    const [name, seatCount] = [sectionNames[index] ?? '', members[index]?.length ?? 0];
    placeSection(
      places,
      plan,
      { index, name, seatCount, x, y, width: w, height: h, firstRow, endRow: firstRow },
      header,
    );
    const depth = depths[placed.shelf[index] ?? 0] ?? 0;
    for (let row = firstRow; row < firstRow + plan.rows; row++) places.rows.rowDepth[row] = depth + row - firstRow;
  });
  const { rows, blocks, sections } = places;
  const size = { width, height: top + placed.height };
  return { size, stage: stageOf(width, header), header, sections, blocks, ...rows };
}
