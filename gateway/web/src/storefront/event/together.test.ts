import { expect, test } from '@jest/globals';
import { areTogether } from './together.ts';

// Two rows: columns 0, 1, 3 and 0, 1.
const places = { row: [0, 0, 0, 1, 1], column: [0, 1, 3, 0, 1] };
const together = (...indices: number[]) =>
  areTogether(
    places,
    indices.map((index) => ({ index })),
  );

test('neighbours sit in one row without a gap, in whatever order', () => {
  expect(together(0, 1)).toBe(true);
  expect(together(4, 3)).toBe(true);
  expect(together(2)).toBe(true);
  expect(together(1, 2)).toBe(false);
  expect(together(1, 3)).toBe(false);
  expect(together(0, 1, 2)).toBe(false);
});
