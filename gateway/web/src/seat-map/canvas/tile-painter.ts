import { type Box, SECTION_PAD } from '../model/geometry.ts';
import { rowsWithin, visitSeats } from '../model/spatial.ts';
import type { SeatMapModel } from '../types.ts';
import { colourWord, fillSquare, type Pixels } from './coverage.ts';
import { colourOf, HELD, type Look, partOf } from './looks.ts';
import { type Palette, rgb } from './palette.ts';
import { createSprites } from './seat-shapes.ts';

/** What a tile is a picture of. `ratio` is device pixels a pixel; `lookAt` the look of a seat by its index. */
export type Subject = {
  model: SeatMapModel;
  palette: Palette;
  ratio: number;
  font: string;
  lookAt(seat: number): Look;
};

/** Paints the part of the map that begins at a place (in pixels of that scale) onto a canvas. */
export type TilePainter = (canvas: HTMLCanvasElement, scale: number, left: number, top: number) => void;

const SHAPES_FROM = 10;
const ROW_LABELS_FROM = 10;
const SEAT_LABELS_FROM = 18;
const SPRITE_SIZES = 6;
const LOOKS = 11;

type Part = Subject & { ctx: CanvasRenderingContext2D; scale: number; left: number; top: number; box: Box };

function paintSections({ ctx, model, palette, ratio, scale, left, top, box }: Part): void {
  ctx.lineWidth = ratio;
  for (const section of model.sections) {
    if (section.x > box.x + box.width || section.x + section.width < box.x) continue;
    if (section.y > box.y + box.height || section.y + section.height < box.y) continue;
    const head = model.geometry.header - SECTION_PAD;
    ctx.beginPath();
    ctx.roundRect(
      Math.round(section.x * scale - left),
      Math.round((section.y + head) * scale - top),
      Math.round(section.width * scale),
      Math.round((section.height - head) * scale),
      Math.min(scale * 0.8, 10 * ratio),
    );
    ctx.fillStyle = palette.section;
    ctx.fill();
    ctx.strokeStyle = palette.sectionEdge;
    ctx.stroke();
  }
}

function paintRowLabels({ ctx, model, palette, ratio, font, scale, left, top, box }: Part): void {
  if (scale / ratio < ROW_LABELS_FROM) return;
  ctx.font = `500 ${Math.min(Math.max(scale * 0.5, 8.5 * ratio), 13 * ratio)}px ${font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.dimmed;
  const { rowX, rowY, rowCells, rowLabels, blocks } = model.geometry;
  for (const block of blocks) {
    if (block.admission || block.x - 2 > box.x + box.width || block.x + block.width + 2 < box.x) continue;
    const { first, end } = rowsWithin(block, box);
    for (let row = first; row < end; row++) {
      const [x, y] = [rowX[row] ?? 0, ((rowY[row] ?? 0) + 0.5) * scale - top];
      const width = (rowCells[row + 1] ?? 0) - (rowCells[row] ?? 0);
      const label = rowLabels[row] ?? '';
      ctx.fillText(label, (x - 0.85) * scale - left, y, scale * 1.4);
      ctx.fillText(label, (x + width + 0.85) * scale - left, y, scale * 1.4);
    }
  }
}

/** A seat's number, or its whole name where it has none. */
function seatLabel(name: string): string {
  return /\d+$/.exec(name)?.[0] ?? name;
}

function paintSeatLabels({ ctx, model, palette, ratio, font, scale, left, top, box, lookAt }: Part): void {
  if (scale / ratio < SEAT_LABELS_FROM) return;
  ctx.font = `600 ${Math.min(scale * 0.4, 15 * ratio)}px ${font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.onPrice;
  const { x, y } = model.geometry;
  visitSeats(model.geometry, box, (seat) => {
    if (lookAt(seat) >= HELD) return;
    const label = seatLabel(model.seats[seat]?.seat ?? '');
    ctx.fillText(label, (x[seat] ?? 0) * scale - left, (y[seat] ?? 0) * scale - top, scale * 0.74);
  });
}

/** Seats of at least `SHAPES_FROM` pixels: a picture of each look, drawn again and again. */
function paintShapes(part: Part, spriteOf: (look: Look) => HTMLCanvasElement): void {
  const { ctx, model, scale, left, top, box, lookAt } = part;
  const { x, y } = model.geometry;
  visitSeats(model.geometry, box, (seat) => {
    const seatLeft = Math.round(((x[seat] ?? 0) - 0.5) * scale) - left;
    const seatTop = Math.round(((y[seat] ?? 0) - 0.5) * scale) - top;
    ctx.drawImage(spriteOf(lookAt(seat)), seatLeft, seatTop);
  });
  paintSeatLabels(part);
}

/** Smaller ones are squares that are written pixel by pixel: tens of thousands of them in a few milliseconds. */
function paintSquares({ model, palette, scale, left, top, box, lookAt }: Part, pixels: Pixels): void {
  const { x, y } = model.geometry;
  const looks = Array.from({ length: LOOKS }, (_, look) => ({
    word: colourWord(rgb(colourOf(look, palette))),
    size: partOf(look) * scale,
  }));
  visitSeats(model.geometry, box, (seat) => {
    const look = looks[lookAt(seat)];
    if (!look) return;
    const half = look.size / 2;
    const [seatX, seatY] = [(x[seat] ?? 0) * scale - left, (y[seat] ?? 0) * scale - top];
    fillSquare(pixels, seatX - half, seatY - half, look.size, look.word);
  });
}

/** Makes a painter of tiles. Pictures of seats and a sheet of pixels are kept and used again. */
export function createTilePainter(subject: Subject): TilePainter {
  const sprites = new Map<number, (look: Look) => HTMLCanvasElement>();
  const spritesOf = (size: number) => {
    const ready = sprites.get(size) ?? createSprites(subject.palette, size);
    sprites.set(size, ready);
    // Each step of a zoom has its own; the oldest are let go.
    const [oldest = size] = sprites.keys();
    if (sprites.size > SPRITE_SIZES) sprites.delete(oldest);
    return ready;
  };
  const sheet = document.createElement('canvas');
  let image: ImageData | undefined;

  function squares(part: Part, width: number, height: number) {
    if (image?.width !== width || image.height !== height) {
      image = new ImageData(width, height);
      sheet.width = width;
      sheet.height = height;
    }
    const words = new Uint32Array(image.data.buffer).fill(0);
    paintSquares(part, { words, width, height });
    sheet.getContext('2d')?.putImageData(image, 0, 0);
    part.ctx.drawImage(sheet, 0, 0);
  }

  return (canvas, scale, left, top) => {
    const ctx = canvas.getContext('2d', { alpha: false });
    if (!ctx) return;
    const { width, height } = canvas;
    ctx.fillStyle = subject.palette.ground;
    ctx.fillRect(0, 0, width, height);
    const box = { x: left / scale, y: top / scale, width: width / scale, height: height / scale };
    const part = { ...subject, ctx, scale, left, top, box };
    paintSections(part);
    if (scale < SHAPES_FROM) squares(part, width, height);
    else paintShapes(part, spritesOf(scale));
    paintRowLabels(part);
  };
}
