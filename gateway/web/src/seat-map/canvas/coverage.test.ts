import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { colourWord, fillSquare, type Pixels } from './coverage.ts';

const blank = (width = 4, height = 4): Pixels => ({ words: new Uint32Array(width * height), width, height });
const bytes = ({ words }: Pixels) => [...new Uint8Array(words.buffer)];
const opacities = (pixels: Pixels) => bytes(pixels).filter((_, i) => i % 4 === 3);
const RED = colourWord([200, 0, 0]);

test('whole pixels are filled, those covered in part become so much opaque', () => {
  const pixels = blank(3, 1);
  fillSquare(pixels, 0.5, 0, 2, RED);
  // As in ImageData: red, green, blue, opacity.
  expect(bytes(pixels)).toEqual([200, 0, 0, 128, 200, 0, 0, 255, 200, 0, 0, 128]);
});

test('two that share a pixel mix', () => {
  const pixels = blank(1, 1);
  fillSquare(pixels, -0.5, 0, 1, RED);
  fillSquare(pixels, 0.5, 0, 1, colourWord([0, 100, 40]));
  expect(bytes(pixels)).toEqual([100, 50, 20, 255]);
});

test('what is outside is left out', () => {
  const pixels = blank();
  fillSquare(pixels, -9, -9, 4, RED);
  fillSquare(pixels, 5, 5, 4, RED);
  expect(Math.max(...opacities(pixels))).toBe(0);
});

test('the opacity of all pixels is the area', () => {
  const length = (min: number) => fc.double({ min, max: 2, noNaN: true });
  fc.assert(
    fc.property(length(0), length(0.2), (at, size) => {
      const pixels = blank();
      fillSquare(pixels, at, at, size, RED);
      const area = opacities(pixels).reduce((sum, opacity) => sum + opacity / 255, 0);
      // Nine pixels at most, each rounded to a 255th.
      expect(Math.abs(area - size * size)).toBeLessThan(0.02);
    }),
  );
});
