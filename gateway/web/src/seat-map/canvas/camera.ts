import type { Size } from '../model/geometry.ts';
import { clampView, fitView, reveal, scaleLimits, sharpScale, toMap, type View, zoomAt } from './view.ts';

type Point = { x: number; y: number };

/** Keeps the view of a map within its limits. All lengths are device pixels, `ratio` of them a pixel. */
export type Camera = {
  view(): View;
  frame(): Size;
  ratio(): number;
  /** Whether all of the map shows. */
  isWhole(): boolean;
  pan(dx: number, dy: number): void;
  /** Zooms around a point. Small steps add up; between them the scale is sharp unless `isGoingOn`, as in a pinch. */
  zoom(factor: number, at: Point, isGoingOn: boolean): void;
  /** Comes to a sharp scale after a zoom that went on. */
  settle(): void;
  fit(): void;
  reveal(place: Point): void;
  resize(frame: Size, ratio: number): void;
};

const REVEAL_ROOM = 60;

/** Shows the whole map, or a view that was kept. */
export function createCamera(map: Size, size: Size, pixels: number, kept: View | undefined): Camera {
  let frame = size;
  let ratio = pixels;
  let view = kept ? clampView(kept, map, frame, ratio) : fitView(map, frame, ratio);
  /** The scale that was asked for, before it was made sharp. */
  let asked = view.scale;
  let last: Point = { x: frame.width / 2, y: frame.height / 2 };
  const set = (next: View) => {
    view = clampView(next, map, frame, ratio);
  };
  const isWhole = () => view.scale <= scaleLimits(map, frame, ratio).least;
  const fit = () => {
    set(fitView(map, frame, ratio));
    asked = view.scale;
  };

  return {
    view: () => view,
    frame: () => frame,
    ratio: () => ratio,
    isWhole,
    pan: (dx, dy) => set({ ...view, x: Math.round(view.x - dx), y: Math.round(view.y - dy) }),
    zoom(factor, at, isGoingOn) {
      const { least, most } = scaleLimits(map, frame, ratio);
      asked = Math.min(most, Math.max(least, asked * factor));
      last = at;
      set(zoomAt(view, isGoingOn ? asked : Math.min(most, Math.max(least, sharpScale(asked))), at));
    },
    settle() {
      const { least, most } = scaleLimits(map, frame, ratio);
      asked = Math.min(most, Math.max(least, sharpScale(asked)));
      set(zoomAt(view, asked, last));
    },
    fit,
    reveal: (place) => set(reveal(view, place, frame, REVEAL_ROOM * ratio)),
    resize(newFrame, newRatio) {
      const whole = isWhole();
      const middle = toMap(view, { x: frame.width / 2, y: frame.height / 2 });
      const scale = (view.scale / ratio) * newRatio;
      frame = newFrame;
      ratio = newRatio;
      if (whole) return fit();
      const { least, most } = scaleLimits(map, frame, ratio);
      asked = Math.min(most, Math.max(least, sharpScale(scale)));
      set({ scale: asked, x: middle.x * asked - frame.width / 2, y: middle.y * asked - frame.height / 2 });
    },
  };
}
