import type { Size } from '../model/geometry.ts';
import type { SeatMapModel } from '../types.ts';
import type { TilePainter } from './tile-painter.ts';
import { sharpScale, type View } from './view.ts';

type Tile = { canvas: HTMLCanvasElement; scale: number; column: number; row: number; stale: boolean };

/** The map as pictures of its parts, which are painted once and then only moved. */
export type Tiles = {
  /**
   * Draws what shows. Paints missing parts for some milliseconds only; answers whether there is more to paint. `isMoving`
   * keeps the pictures of another scale, stretched, until the zoom has come to rest.
   */
  draw(ctx: CanvasRenderingContext2D, view: View, frame: Size, isMoving: boolean): boolean;
  /** The looks of these seats have changed. */
  change(seats: readonly number[]): void;
};

// Small enough for a few of them to be painted within a frame.
export const TILE = 256;
const MOST_TILES = 240;
const PAINT_FOR = 7;
const OVERVIEW = 768;
const LARGEST_OVERVIEW = 8;
// So many changes at once concern most of the map.
const MANY_CHANGES = 3000;
const STRETCH = 2;

/** Columns and rows of the tiles that show, with `ring` more around, within the map. */
function tilesShown(view: View, scale: number, frame: Size, map: Size, ring: number) {
  const factor = view.scale / scale;
  const range = (place: number, room: number, extent: number) => ({
    first: Math.max(0, Math.floor(place / factor / TILE) - ring),
    last: Math.min(Math.floor((extent * scale) / TILE), Math.floor((place + room - 1) / factor / TILE) + ring),
  });
  return { columns: range(view.x, frame.width, map.width), rows: range(view.y, frame.height, map.height) };
}

type Shown = ReturnType<typeof tilesShown>;

function* places({ columns, rows }: Shown): Generator<[column: number, row: number]> {
  for (let row = rows.first; row <= rows.last; row++) {
    for (let column = columns.first; column <= columns.last; column++) yield [column, row];
  }
}

function newCanvas(size: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  return canvas;
}

/** Keeps the tiles that were used last. */
export function createTiles(model: SeatMapModel, paint: TilePainter): Tiles {
  const tiles = new Map<string, Tile>();
  const map = model.size;
  const overviewScale = Math.min(LARGEST_OVERVIEW, OVERVIEW / Math.max(map.width, map.height, 1));
  let overview: Tile | undefined;
  let level = 0;
  let levelBefore = 0;

  const key = (scale: number, column: number, row: number) => `${scale}/${column}/${row}`;
  function repaint(tile: Tile) {
    paint(tile.canvas, tile.scale, tile.column * TILE, tile.row * TILE);
    tile.stale = false;
  }
  /** The tile, as the one used last. */
  function use(scale: number, column: number, row: number): Tile | undefined {
    const name = key(scale, column, row);
    const tile = tiles.get(name);
    if (!tile) return undefined;
    tiles.delete(name);
    tiles.set(name, tile);
    return tile;
  }
  /** A canvas of its own, or that of the tile which was not used for the longest time. */
  function add(scale: number, column: number, row: number, most: number): Tile {
    const [oldest] = tiles.size >= most ? tiles : [];
    if (oldest) tiles.delete(oldest[0]);
    const tile = { canvas: oldest?.[1].canvas ?? newCanvas(TILE), scale, column, row, stale: true };
    tiles.set(key(scale, column, row), tile);
    return tile;
  }

  /** Paints what is missing or stale until the time is up; answers whether all of it is there and fresh. */
  function prepare(shown: Shown, until: number): { complete: boolean; fresh: boolean } {
    const waiting = [...places(shown)].map(([column, row]) => ({ column, row, tile: use(level, column, row) }));
    const result = { complete: true, fresh: true };
    let painted = 0;
    // What is missing leaves a hole; what is stale is only a little late.
    for (const wanted of [true, false]) {
      for (const { column, row, tile } of waiting) {
        if (wanted ? tile : !tile?.stale) continue;
        if (painted > 0 && performance.now() > until) {
          result.fresh = false;
          if (wanted) result.complete = false;
          continue;
        }
        repaint(tile ?? add(level, column, row, Math.max(MOST_TILES, 2 * waiting.length)));
        painted++;
      }
    }
    return result;
  }
  function drawLevel(ctx: CanvasRenderingContext2D, scale: number, view: View, frame: Size) {
    const factor = view.scale / scale;
    for (const [column, row] of places(tilesShown(view, scale, frame, map, 0))) {
      const tile = tiles.get(key(scale, column, row));
      if (!tile) continue;
      // Edges are rounded, not widths, so that no seam opens between tiles.
      const [left, top] = [Math.round(column * TILE * factor - view.x), Math.round(row * TILE * factor - view.y)];
      if (factor === 1) ctx.drawImage(tile.canvas, left, top);
      else {
        const right = Math.round((column + 1) * TILE * factor - view.x);
        const bottom = Math.round((row + 1) * TILE * factor - view.y);
        ctx.drawImage(tile.canvas, left, top, right - left, bottom - top);
      }
    }
  }
  function drawOverview(ctx: CanvasRenderingContext2D, view: View) {
    if (!overview) {
      overview = { canvas: newCanvas(OVERVIEW), scale: overviewScale, column: 0, row: 0, stale: true };
    }
    if (overview.stale) repaint(overview);
    const size = (OVERVIEW / overviewScale) * view.scale;
    ctx.drawImage(overview.canvas, -view.x, -view.y, size, size);
  }
  function chooseLevel(view: View, isMoving: boolean) {
    const sharp = sharpScale(view.scale);
    const stretch = level === 0 ? Number.POSITIVE_INFINITY : Math.max(view.scale / level, level / view.scale);
    if (sharp === level || (isMoving && stretch < STRETCH)) return;
    levelBefore = level;
    level = sharp;
  }

  return {
    draw(ctx, view, frame, isMoving) {
      chooseLevel(view, isMoving);
      const until = performance.now() + PAINT_FOR;
      const { complete, fresh } = prepare(tilesShown(view, level, frame, map, 0), until);
      if (!complete) {
        drawOverview(ctx, view);
        if (levelBefore > 0) drawLevel(ctx, levelBefore, view, frame);
      }
      drawLevel(ctx, level, view, frame);
      if (!fresh) return true;
      // What lies around is painted next, so that a drag finds it ready.
      return !prepare(tilesShown(view, level, frame, map, 1), until).fresh;
    },
    change(seats) {
      const { x, y } = model.geometry;
      const all = seats.length > MANY_CHANGES;
      if (overview) overview.stale = true;
      for (const tile of tiles.values()) {
        const size = TILE / tile.scale;
        const [left, top] = [tile.column * size, tile.row * size];
        tile.stale ||=
          all ||
          seats.some((seat) => {
            const [seatX, seatY] = [x[seat] ?? 0, y[seat] ?? 0];
            return seatX + 1 > left && seatX - 1 < left + size && seatY + 1 > top && seatY - 1 < top + size;
          });
      }
    },
  };
}
