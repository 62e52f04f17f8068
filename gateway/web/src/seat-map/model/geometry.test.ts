import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Geometry, layOut } from './geometry.ts';
import { createSpatial, visitSeats } from './spatial.ts';

const hall = (rows: string[], perRow: number) =>
  rows.flatMap((row) => Array.from({ length: perRow }, (_, i) => `${row}${i + 1}`));
const one = (names: string[]) => layOut(names, new Int32Array(names.length), ['Floor']);
const at = (geometry: Geometry, seat: number) => [geometry.x[seat] ?? 0, geometry.y[seat] ?? 0] as const;
const rowLabelOf = (geometry: Geometry, seat: number) => geometry.rowLabels[geometry.row[seat] ?? -1];

test('seats of a row stand beside each other, rows below each other from A to AA', () => {
  const names = hall(['AA', 'B', 'A', 'Z'], 3);
  const geometry = one(names);
  expect(geometry.rowLabels).toEqual(['A', 'B', 'Z', 'AA']);
  const [x, y] = at(geometry, names.indexOf('A1'));
  expect(at(geometry, names.indexOf('A2'))).toEqual([x + 1, y]);
  expect(at(geometry, names.indexOf('B1'))).toEqual([x, y + 1]);
  expect(at(geometry, names.indexOf('AA3'))).toEqual([x + 2, y + 3]);
});

test.each([
  [
    ['Row 10 Seat 1', 'Row 2 Seat 1'],
    ['Row 2', 'Row 10'],
  ],
  [
    ['5-2', '5-1', '4-1'],
    ['4', '5'],
  ],
  [
    ['12C', '12A', '3A'],
    ['3', '12'],
  ],
  [
    ['Left-1', 'Centre-1', 'Left-2'],
    ['Left', 'Centre'],
  ],
])('rows of %j', (names, labels) => {
  expect(one(names).rowLabels).toEqual(labels);
});

test('a number that is left out leaves a place free', () => {
  const geometry = one(['A1', 'A2', 'A4', 'A1000']);
  expect([...geometry.column]).toEqual([0, 1, 3, 11]);
});

test('rows of only odd and only even numbers have no gaps', () => {
  const geometry = one(['A1', 'A3', 'A5', 'B2', 'B4', 'B6']);
  expect([...geometry.column]).toEqual([0, 1, 2, 0, 1, 2]);
});

test('odd numbers to one side and even ones to the other meet in the middle', () => {
  const names = ['A5', 'A3', 'A1', 'A2', 'A4', 'A6'];
  expect([...one(names).column]).toEqual([0, 1, 2, 3, 4, 5]);
});

test('numbers that leave some out are not taken for two sides', () => {
  expect([...one(['A1', 'A3', 'A4', 'A6']).column]).toEqual([0, 2, 3, 5]);
});

test('general admission is a block about as wide as high', () => {
  const { blocks, rowLabels } = one(Array.from({ length: 500 }, (_, i) => `GA-${i + 1}`));
  expect(blocks).toHaveLength(1);
  const { width = 0, height = 1, admission } = blocks[0] ?? {};
  expect(admission).toBe(true);
  expect(width / height).toBeGreaterThan(0.8);
  expect(width / height).toBeLessThan(1.8);
  expect(new Set(rowLabels)).toEqual(new Set(['']));
});

test('names without numbers are laid out too', () => {
  const geometry = one(['North', 'South', 'East', 'West', 'A1']);
  expect(new Set(Array.from(geometry.x, (x, i) => `${x} ${geometry.y[i]}`)).size).toBe(5);
});

test('many rows do not make a tower', () => {
  const rows = Array.from({ length: 700 }, (_, i) => `${i + 1}-`);
  const { width, height } = one(hall(rows, 71)).size;
  expect(width / height).toBeGreaterThan(0.7);
});

test('the sections have their own boxes, in order, below the stage', () => {
  const names = [...hall(['A', 'B'], 10), ...hall(['A', 'B'], 10), 'GA-1'];
  const sectionOf = Int32Array.from(names, (_, i) => Math.floor(i / 20));
  const { sections, stage, rowDepth, rowSection } = layOut(names, sectionOf, ['Front', 'Back', '']);
  expect(sections.map(({ name, seatCount }) => [name, seatCount])).toEqual([
    ['Front', 20],
    ['Back', 20],
    ['', 1],
  ]);
  for (const { y } of sections) expect(y).toBeGreaterThanOrEqual(stage.y + stage.height);
  expect([...rowSection]).toEqual([0, 0, 1, 1, 2]);
  expect([...rowDepth].slice(0, 2)).toEqual([0, 1]);
});

const name = fc.oneof(
  fc.tuple(fc.constantFrom('A', 'B', 'AA', 'GA-', '', 'Row 1 Seat '), fc.nat(300)).map(([row, n]) => `${row}${n}`),
  fc.constantFrom('North', 'VIP', '12A', '12B', '7 C', 'A01', 'é', '座'),
  fc.string({ maxLength: 8 }),
);
const halls = fc.array(fc.tuple(name, fc.nat(4)), { minLength: 1, maxLength: 400 });

test('every seat has a place of its own, inside of its section, and is found there', () => {
  fc.assert(
    fc.property(halls, (seats) => {
      const names = seats.map(([seat]) => seat);
      const geometry = layOut(
        names,
        Int32Array.from(seats, ([, section]) => section),
        ['a', 'b', 'c', 'd', 'e'],
      );
      const spatial = createSpatial(geometry);
      seats.forEach(([, section], seat) => {
        const [x, y] = at(geometry, seat);
        expect(spatial.at(x, y)).toBe(seat);
        const box = geometry.sections[section];
        if (!box) throw new Error('no section');
        expect(x > box.x && x < box.x + box.width && y > box.y + geometry.header && y < box.y + box.height).toBe(true);
      });
      for (const box of geometry.sections) {
        expect(box.x >= 0 && box.x + box.width <= geometry.size.width + 1e-3).toBe(true);
        expect(box.y + box.height <= geometry.size.height + 1e-3).toBe(true);
      }
      const { size } = geometry;
      let visited = 0;
      visitSeats(geometry, { x: 0, y: 0, ...size }, () => visited++);
      expect(visited).toBe(seats.length);
    }),
    { numRuns: 60 },
  );
});

test('a box finds exactly the seats that reach into it', () => {
  const geometry = one([...hall(['A', 'B', 'C', 'D'], 12), ...Array.from({ length: 90 }, (_, i) => `GA-${i}`)]);
  const { width, height } = geometry.size;
  const part = fc.tuple(...[width, height, width, height].map((max) => fc.double({ min: 0, max, noNaN: true })));
  fc.assert(
    fc.property(part, ([x = 0, y = 0, w = 0, h = 0]) => {
      const box = { x, y, width: w + 0.01, height: h + 0.01 };
      const found: number[] = [];
      visitSeats(geometry, box, (seat) => found.push(seat));
      const expected = Array.from(geometry.x, (_, seat) => seat).filter((seat) => {
        const [left, top] = [(geometry.x[seat] ?? 0) - 0.5, (geometry.y[seat] ?? 0) - 0.5];
        return left < x + box.width && left + 1 > x && top < y + box.height && top + 1 > y;
      });
      expect(found.sort((a, b) => a - b)).toEqual(expected);
    }),
  );
});

test('nothing is found between and beside seats', () => {
  const geometry = one(hall(['A', 'B'], 4));
  const spatial = createSpatial(geometry);
  const [x, y] = at(geometry, 0);
  expect(spatial.at(x - 1, y)).toBe(-1);
  expect(spatial.at(x, y - 1)).toBe(-1);
  expect(spatial.at(-1, -1)).toBe(-1);
  expect(spatial.at(Number.NaN, 1)).toBe(-1);
  expect(rowLabelOf(geometry, spatial.at(x + 3.4, y + 1.4))).toBe('B');
});

test('ten times as many seats take about ten times as long to lay out, not a hundred times', () => {
  const rows = Array.from({ length: 50 }, (_, i) => `${i + 1}-`);

  // Time of the processor: that on the clock also counts what else runs on the machine.
  function fastest(blocks: number): number {
    const names = Array.from({ length: blocks }, () => hall(rows, 80)).flat();
    const sectionOf = Int32Array.from(names, (_, i) => Math.floor(i / 4000));
    const sectionNames = Array.from({ length: blocks }, (_, i) => `Block ${i}`);
    const times = [0, 1, 2, 3, 4].map(() => {
      const start = process.cpuUsage();
      layOut(names, sectionOf, sectionNames);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    });
    return Math.min(...times);
  }

  // The first layouts are compiled meanwhile.
  fastest(3);
  expect(fastest(30) / fastest(3)).toBeLessThan(40);
});
