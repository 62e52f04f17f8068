import type { Size } from '../model/geometry.ts';
import { visitSeats } from '../model/spatial.ts';
import type { Seat, SeatMapModel } from '../types.ts';
import { createCamera } from './camera.ts';
import { createChangedSeats } from './changed-seats.ts';
import { createLabels, type MapTexts } from './labels.ts';
import { createMarks } from './marks.ts';
import { type Area, drawAbove } from './overlay.ts';
import type { Palette } from './palette.ts';
import { createTilePainter } from './tile-painter.ts';
import { createTiles } from './tiles.ts';
import { toFrame, toMap, type View } from './view.ts';

type Point = { x: number; y: number };

export type SceneOptions = {
  canvas: HTMLCanvasElement;
  model: SeatMapModel;
  palette: Palette;
  texts: MapTexts;
  font: string;
  /** Without movement, for those who asked for less of it. */
  isCalm: boolean;
  size: Size;
  ratio: number;
  /** A view to begin with; the whole map by default. */
  view: View | undefined;
  /** After each frame that was drawn. */
  onFrame(): void;
};

/** The map on a canvas. Points and distances are CSS pixels of the frame; seats are known by index, -1 is none. */
export type Scene = {
  view(): View;
  isWhole(): boolean;
  pan(dx: number, dy: number): void;
  /** Zooms by a factor around a point, the middle by default. One that goes on comes to rest with `settle`. */
  zoom(factor: number, at?: Point, isGoingOn?: boolean): void;
  settle(): void;
  fit(): void;
  resize(size: Size, ratio: number): void;
  mark(selected: ReadonlySet<number>, mine: ReadonlySet<number>): void;
  hover(seat: number): void;
  cursor(seat: number): void;
  area(area: Area | undefined): void;
  seatAt(point: Point): Seat | undefined;
  seatsIn(area: Area): Seat[];
  /** Pixels a pitch. */
  pitch(): number;
  placeOf(seat: number): Point;
  reveal(seat: number): void;
  dispose(): void;
};

const MOST_RINGS = 60;

function scaled(area: Area, ratio: number): Area {
  const point = ({ x, y }: Point) => ({ x: x * ratio, y: y * ratio });
  return { from: point(area.from), to: point(area.to) };
}

/** Draws a map, and draws again whatever changes, a frame at a time. */
export function createScene(options: SceneOptions): Scene {
  const { canvas, model, palette, texts, font, isCalm } = options;
  const ctx = canvas.getContext('2d', { alpha: false });
  const camera = createCamera(model.size, options.size, options.ratio, options.view);
  const marks = createMarks(model);
  const { lookAt } = marks;
  const changed = createChangedSeats();
  const { x, y } = model.geometry;
  const placeOn = (seat: number) => ({ x: x[seat] ?? 0, y: y[seat] ?? 0 });
  const newTiles = () => createTiles(model, createTilePainter({ model, palette, ratio: camera.ratio(), font, lookAt }));
  let tiles = newTiles();
  const labels = createLabels(model, texts, font);
  const above = { hover: -1, cursor: -1, area: undefined as Area | undefined };
  let isMoving = false;
  let request = 0;

  function draw() {
    request = 0;
    if (!ctx) return;
    const [view, frame, ratio] = [camera.view(), camera.frame(), camera.ratio()];
    ctx.fillStyle = palette.ground;
    ctx.fillRect(0, 0, frame.width, frame.height);
    const hasMore = tiles.draw(ctx, view, frame, isMoving);
    const shownChanges = changed.at(performance.now());
    const rings = marks.count() <= MOST_RINGS ? marks.seats() : [];
    const area = above.area && scaled(above.area, ratio);
    const drawing = { ctx, view, frame, model, palette, ratio, font, stage: texts.stage, labels };
    drawAbove(drawing, { ...above, rings, changed: shownChanges, area });
    options.onFrame();
    if (hasMore || shownChanges.size > 0) invalidate();
  }
  function invalidate() {
    if (request === 0) request = requestAnimationFrame(draw);
  }
  /** Does something that shows. */
  const shown =
    <T extends unknown[]>(change: (...args: T) => void) =>
    (...args: T) => {
      change(...args);
      invalidate();
    };
  function fill(size: Size, ratio: number) {
    canvas.width = Math.max(1, Math.round(size.width * ratio));
    canvas.height = Math.max(1, Math.round(size.height * ratio));
  }
  const device = (size: Size, ratio: number) => ({
    width: Math.max(1, Math.round(size.width * ratio)),
    height: Math.max(1, Math.round(size.height * ratio)),
  });

  const unwatch = model.watch(
    shown((seats: readonly number[]) => {
      tiles.change(seats);
      labels.outdate();
      if (!isCalm) changed.add(seats, performance.now());
    }),
  );

  return {
    view: camera.view,
    isWhole: camera.isWhole,
    pan: shown((dx: number, dy: number) => camera.pan(dx * camera.ratio(), dy * camera.ratio())),
    zoom: shown((factor: number, at?: Point, isGoingOn = false) => {
      const { width, height } = camera.frame();
      const ratio = camera.ratio();
      isMoving = isGoingOn;
      camera.zoom(factor, at ? { x: at.x * ratio, y: at.y * ratio } : { x: width / 2, y: height / 2 }, isGoingOn);
    }),
    settle: shown(() => {
      if (isMoving) camera.settle();
      isMoving = false;
    }),
    fit: shown(camera.fit),
    resize: shown((size: Size, ratio: number) => {
      const before = camera.ratio();
      fill(size, ratio);
      camera.resize(device(size, ratio), ratio);
      if (ratio !== before) tiles = newTiles();
    }),
    mark: shown((selected: ReadonlySet<number>, mine: ReadonlySet<number>) => tiles.change(marks.set(selected, mine))),
    hover: shown((seat: number) => {
      above.hover = seat;
    }),
    cursor: shown((seat: number) => {
      above.cursor = seat;
    }),
    area: shown((area: Area | undefined) => {
      above.area = area;
    }),
    seatAt(point) {
      const ratio = camera.ratio();
      const place = toMap(camera.view(), { x: point.x * ratio, y: point.y * ratio });
      return model.at(place.x, place.y);
    },
    seatsIn(area) {
      const { from, to } = scaled(area, camera.ratio());
      const [a, b] = [toMap(camera.view(), from), toMap(camera.view(), to)];
      const box = {
        x: Math.min(a.x, b.x),
        y: Math.min(a.y, b.y),
        width: Math.abs(a.x - b.x),
        height: Math.abs(a.y - b.y),
      };
      const seats: Seat[] = [];
      visitSeats(model.geometry, box, (index) => seats.push(...(model.seats[index] ? [model.seats[index]] : [])));
      return seats;
    },
    pitch: () => camera.view().scale / camera.ratio(),
    placeOf(seat) {
      const { x: left, y: top } = toFrame(camera.view(), placeOn(seat));
      return { x: left / camera.ratio(), y: top / camera.ratio() };
    },
    reveal: shown((seat: number) => camera.reveal(placeOn(seat))),
    dispose() {
      unwatch();
      cancelAnimationFrame(request);
    },
  };
}
