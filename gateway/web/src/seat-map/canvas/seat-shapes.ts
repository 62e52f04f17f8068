import { colourOf, HELD, type Look, MINE, SELECTED, SOLD, WITHDRAWN } from './looks.ts';
import type { Palette } from './palette.ts';

type Context = CanvasRenderingContext2D;

function square(ctx: Context, size: number, part: number): void {
  const edge = Math.max(1, Math.round((size * (1 - part)) / 2));
  ctx.beginPath();
  ctx.roundRect(edge, edge, size - 2 * edge, size - 2 * edge, size * 0.2 * part);
}

function cross(ctx: Context, size: number): void {
  const [near, far] = [size * 0.34, size * 0.66];
  ctx.beginPath();
  ctx.moveTo(near, near);
  ctx.lineTo(far, far);
  ctx.moveTo(far, near);
  ctx.lineTo(near, far);
}

function tick(ctx: Context, size: number): void {
  ctx.beginPath();
  ctx.moveTo(size * 0.28, size * 0.52);
  ctx.lineTo(size * 0.44, size * 0.68);
  ctx.lineTo(size * 0.73, size * 0.34);
}

function star(ctx: Context, size: number): void {
  ctx.beginPath();
  for (let point = 0; point < 10; point++) {
    const angle = (point * Math.PI) / 5 - Math.PI / 2;
    const radius = size * (point % 2 === 0 ? 0.3 : 0.13);
    ctx.lineTo(size / 2 + Math.cos(angle) * radius, size / 2 + Math.sin(angle) * radius);
  }
  ctx.closePath();
}

function stroke(ctx: Context, colour: string, width: number): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = Math.max(1, width);
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.stroke();
}

function fill(ctx: Context, colour: string): void {
  ctx.fillStyle = colour;
  ctx.fill();
}

type Shape = (ctx: Context, colour: string, palette: Palette, size: number) => void;

const available: Shape = (ctx, colour, _, size) => {
  square(ctx, size, 0.82);
  fill(ctx, colour);
};

// Each look has a shape of its own, for those who see no colours.
const shapes: Partial<Record<Look, Shape>> = {
  /** A frame with a dot. */
  [HELD](ctx, colour, _, size) {
    square(ctx, size, 0.72);
    stroke(ctx, colour, size * 0.09);
    ctx.beginPath();
    ctx.arc(size / 2, size / 2, size * 0.12, 0, 2 * Math.PI);
    fill(ctx, colour);
  },
  /** A pale square with a cross. */
  [SOLD](ctx, _, palette, size) {
    square(ctx, size, 0.78);
    fill(ctx, palette.withdrawn);
    cross(ctx, size);
    stroke(ctx, palette.held, size * 0.09);
  },
  /** A thin frame. */
  [WITHDRAWN](ctx, _, palette, size) {
    square(ctx, size, 0.7);
    stroke(ctx, palette.sold, size * 0.06);
  },
  /** A larger square with a tick. */
  [SELECTED](ctx, colour, palette, size) {
    square(ctx, size, 0.96);
    fill(ctx, colour);
    tick(ctx, size);
    stroke(ctx, palette.onSelected, size * 0.12);
  },
  /** A disc with a star. */
  [MINE](ctx, colour, palette, size) {
    ctx.beginPath();
    ctx.arc(size / 2, size / 2, size * 0.48, 0, 2 * Math.PI);
    fill(ctx, colour);
    star(ctx, size);
    fill(ctx, palette.onMine);
  },
};

/** Draws a seat into the square from the origin on. */
export function drawSeat(ctx: Context, look: Look, palette: Palette, size: number): void {
  const shape = shapes[look] ?? available;
  shape(ctx, colourOf(look, palette), palette, size);
}

/** Draws each look once and answers its picture from then on. */
export function createSprites(palette: Palette, size: number): (look: Look) => HTMLCanvasElement {
  const sprites = new Map<Look, HTMLCanvasElement>();
  return (look) => {
    const ready = sprites.get(look);
    if (ready) return ready;
    const sprite = document.createElement('canvas');
    sprite.width = size;
    sprite.height = size;
    const ctx = sprite.getContext('2d');
    if (ctx) drawSeat(ctx, look, palette, size);
    sprites.set(look, sprite);
    return sprite;
  };
}
