import { expect, test } from '@jest/globals';
import { palettes, priceColour, rgb } from './palette.ts';

/** Contrast of two colours as WCAG 2 defines it. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = rgb(colour).map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

test.each(Object.entries(palettes))('in the %s scheme what matters stands out', (_, palette) => {
  const { section, ground, prices, selected, mine, held, onPrice, onSelected, onMine, text, dimmed } = palette;
  for (const colour of [...prices, selected, mine, held]) expect(contrast(colour, section)).toBeGreaterThanOrEqual(3);
  for (const colour of prices) expect(contrast(colour, onPrice)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(selected, onSelected)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(mine, onMine)).toBeGreaterThanOrEqual(4.5);
  for (const colour of [text, dimmed]) expect(contrast(colour, ground)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(palette.stage, palette.stageText)).toBeGreaterThanOrEqual(4.5);
});

test('prices keep their order, and many of them share colours', () => {
  expect([0, 1, 2].map((rank) => priceColour(rank, 3))).toEqual([0, 1, 2]);
  expect([0, 5, 11].map((rank) => priceColour(rank, 12))).toEqual([0, 2, 5]);
});
