/** Pixels of an `ImageData`, each one number: opacity, blue, green and red from the highest byte to the lowest. */
export type Pixels = { words: Uint32Array; width: number; height: number };

/** A colour as the three lower bytes of such a number. */
export function colourWord([red, green, blue]: readonly [number, number, number]): number {
  return (blue << 16) | (green << 8) | red;
}

/** Mixes what a pixel has with what is added, by how much of the pixel each covers. */
function mix(before: number, colour: number, amount: number): number {
  const had = before >>> 24;
  const share = amount / (had + amount);
  const red = (before & 255) * (1 - share) + (colour & 255) * share;
  const green = ((before >> 8) & 255) * (1 - share) + ((colour >> 8) & 255) * share;
  const blue = ((before >> 16) & 255) * (1 - share) + ((colour >> 16) & 255) * share;
  const word = (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red);
  return ((Math.min(255, had + amount) << 24) | word) >>> 0;
}

/**
 * Fills a square whose edges need not be at pixels: pixels that it covers in part become so much opaque. That is what
 * keeps seats of two pixels evenly spaced.
 */
export function fillSquare(pixels: Pixels, left: number, top: number, size: number, colour: number): void {
  const { words, width, height } = pixels;
  const right = left + size;
  const bottom = top + size;
  const endX = Math.min(width, Math.ceil(right));
  const endY = Math.min(height, Math.ceil(bottom));
  const firstX = Math.max(0, Math.floor(left));
  for (let y = Math.max(0, Math.floor(top)); y < endY; y++) {
    const high = Math.min(bottom, y + 1) - Math.max(top, y);
    for (let x = firstX; x < endX; x++) {
      const amount = Math.round((Math.min(right, x + 1) - Math.max(left, x)) * high * 255);
      if (amount === 0) continue;
      const place = y * width + x;
      const before = words[place] ?? 0;
      words[place] = before === 0 ? ((amount << 24) | colour) >>> 0 : mix(before, colour, amount);
    }
  }
}
