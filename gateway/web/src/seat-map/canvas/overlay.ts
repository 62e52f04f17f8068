import { SECTION_PAD, type SectionLayout, type Size } from '../model/geometry.ts';
import type { Labels } from './labels.ts';
import type { Subject } from './tile-painter.ts';
import { toFrame, type View } from './view.ts';

/** A rectangle of the frame that is being drawn, from corner to corner. */
export type Area = { from: { x: number; y: number }; to: { x: number; y: number } };

/** What is drawn above the tiles in each frame. Seats are known by index, -1 is none. */
export type Above = {
  hover: number;
  cursor: number;
  /** Seats to point out where they are too small to be seen. */
  rings: readonly number[];
  /** Seats that changed, and how much of their highlight is left, from 1 to 0. */
  changed: ReadonlyMap<number, number>;
  area: Area | undefined;
};

type Drawing = Omit<Subject, 'lookAt'> & {
  ctx: CanvasRenderingContext2D;
  view: View;
  frame: Size;
  stage: string;
  labels: Labels;
};

const SMALL = 8;
const LEAST_RING = 7;

function drawStage({ ctx, model, view, palette, ratio, font, stage: name }: Drawing): void {
  const { stage } = model.geometry;
  const { x, y } = toFrame(view, stage);
  const [width, height] = [stage.width * view.scale, stage.height * view.scale];
  ctx.beginPath();
  // A platform whose front corners are cut off.
  const cut = Math.min(height * 0.7, width * 0.12);
  ctx.moveTo(x, y);
  ctx.lineTo(x + width, y);
  ctx.lineTo(x + width - cut, y + height);
  ctx.lineTo(x + cut, y + height);
  ctx.closePath();
  ctx.fillStyle = palette.stage;
  ctx.fill();
  const size = Math.min(height * 0.5, 15 * ratio);
  if (size < 7 * ratio) return;
  ctx.font = `600 ${size}px ${font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.stageText;
  ctx.fillText(name, x + width / 2, y + height / 2, width * 0.7);
}

function drawLabel(drawing: Drawing, section: SectionLayout): void {
  const { ctx, model, view, frame, palette, ratio, labels } = drawing;
  const { x, y } = toFrame(view, section);
  const [width, height] = [section.width * view.scale, section.height * view.scale];
  if (x > frame.width || y > frame.height || x + width < 0 || y + height < 0) return;
  const size = Math.min((model.geometry.header - SECTION_PAD) * view.scale * 0.72, 14 * ratio);
  if (size < 6.5 * ratio) return;
  const label = labels.of(ctx, section, size);
  const middle = (Math.max(x, 0) + Math.min(x + width, frame.width)) / 2;
  const hasRest = label.nameWidth + label.restWidth < width - size;
  const total = Math.min(label.nameWidth + (hasRest ? label.restWidth : 0), width - 4);
  if (total < size * 1.5) return;
  // A name stays in sight as long as its section does.
  const top = Math.min(Math.max(y, 0), y + height - size * 2) + size * 0.85;
  if (top > y + size) {
    ctx.globalAlpha = 0.9;
    ctx.fillStyle = palette.ground;
    ctx.beginPath();
    ctx.roundRect(middle - total / 2 - size / 2, top - size * 0.75, total + size, size * 1.5, size * 0.4);
    ctx.fill();
    ctx.globalAlpha = 1;
  }
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.font = label.nameFont;
  ctx.fillStyle = palette.text;
  ctx.fillText(label.name, middle - total / 2, top, hasRest ? label.nameWidth : total);
  if (!hasRest) return;
  ctx.font = label.restFont;
  ctx.fillStyle = palette.dimmed;
  ctx.fillText(label.rest, middle - total / 2 + label.nameWidth, top);
}

function outline({ ctx, model, view }: Drawing, seat: number, grow: number, width: number, colour: string): void {
  const { x, y } = model.geometry;
  const at = toFrame(view, { x: x[seat] ?? 0, y: y[seat] ?? 0 });
  const half = view.scale / 2 + grow;
  ctx.beginPath();
  ctx.roundRect(at.x - half, at.y - half, half * 2, half * 2, half * 0.35);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

function drawRings(drawing: Drawing, rings: readonly number[]): void {
  const { ctx, model, view, palette, ratio } = drawing;
  if (view.scale / ratio >= SMALL) return;
  for (const seat of rings) {
    const at = toFrame(view, { x: model.geometry.x[seat] ?? 0, y: model.geometry.y[seat] ?? 0 });
    ctx.beginPath();
    ctx.arc(at.x, at.y, LEAST_RING * ratio, 0, 2 * Math.PI);
    ctx.strokeStyle = palette.section;
    ctx.lineWidth = 4 * ratio;
    ctx.stroke();
    ctx.strokeStyle = palette.selected;
    ctx.lineWidth = 2 * ratio;
    ctx.stroke();
  }
}

function drawChanged(drawing: Drawing, changed: ReadonlyMap<number, number>): void {
  const { ctx, palette, ratio } = drawing;
  for (const [seat, left] of changed) {
    ctx.globalAlpha = 0.7 * left;
    outline(drawing, seat, (1 + (1 - left) * 4) * ratio, 2 * ratio, palette.changed);
  }
  ctx.globalAlpha = 1;
}

function drawCursor(drawing: Drawing, seat: number): void {
  const { view, palette, ratio } = drawing;
  const grow = Math.max(2 * ratio, (LEAST_RING * 2 * ratio - view.scale) / 2);
  outline(drawing, seat, grow + 1.5 * ratio, 5 * ratio, palette.section);
  outline(drawing, seat, grow + 1.5 * ratio, 2.5 * ratio, palette.focus);
}

function drawArea({ ctx, palette, ratio }: Drawing, { from, to }: Area): void {
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
  const [width, height] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  ctx.fillStyle = palette.focus;
  ctx.globalAlpha = 0.18;
  ctx.fillRect(x, y, width, height);
  ctx.globalAlpha = 1;
  // Dashes on a ground of their own stand out from seats of any colour.
  ctx.lineWidth = 2 * ratio;
  ctx.strokeStyle = palette.section;
  ctx.strokeRect(x, y, width, height);
  ctx.setLineDash([6 * ratio, 4 * ratio]);
  ctx.strokeStyle = palette.focus;
  ctx.strokeRect(x, y, width, height);
  ctx.setLineDash([]);
}

/** Draws what moves or changes too often to be in a tile. */
export function drawAbove(drawing: Drawing, above: Above): void {
  drawStage(drawing);
  for (const section of drawing.model.sections) drawLabel(drawing, section);
  drawRings(drawing, above.rings);
  drawChanged(drawing, above.changed);
  if (above.hover >= 0) outline(drawing, above.hover, drawing.ratio, 2 * drawing.ratio, drawing.palette.focus);
  if (above.cursor >= 0) drawCursor(drawing, above.cursor);
  if (above.area) drawArea(drawing, above.area);
}
