import type { Box, Size } from '../model/geometry.ts';

/** What part of the map shows: pixels a pitch, and how far (in pixels) the map's origin is left of and above the frame. */
export type View = { scale: number; x: number; y: number };

type Point = { x: number; y: number };

// From here on a pitch is a whole number of pixels, so that seats are sharp and evenly spaced; below in eighths.
const WHOLE_FROM = 10;
const EIGHTHS = 8;
const LARGEST = 56;
const FIT_LARGEST = 34;
const MARGIN = 12;

/** The sharp scale nearest to one. */
export function sharpScale(scale: number): number {
  return scale >= WHOLE_FROM ? Math.round(scale) : Math.max(1, Math.round(scale * EIGHTHS)) / EIGHTHS;
}

function sharpBelow(scale: number): number {
  return scale >= WHOLE_FROM ? Math.floor(scale) : Math.max(1, Math.floor(scale * EIGHTHS)) / EIGHTHS;
}

/** The limits of the scale for a map in a frame; `ratio` is device pixels a pixel. */
export function scaleLimits(map: Size, frame: Size, ratio: number): { least: number; most: number } {
  const room = (extent: number) => Math.max(1, extent - 2 * MARGIN * ratio);
  const fitting = Math.min(room(frame.width) / map.width, room(frame.height) / map.height, FIT_LARGEST * ratio);
  return { least: sharpBelow(fitting), most: LARGEST * ratio };
}

/** Keeps the map in the frame: in the middle where it is smaller, without empty edges where it is larger. */
export function clampView(view: View, map: Size, frame: Size, ratio: number): View {
  const clamp = (place: number, extent: number, room: number) => {
    const margin = MARGIN * ratio;
    if (extent + 2 * margin <= room) return Math.round((extent - room) / 2);
    return Math.min(Math.max(place, -margin), extent - room + margin);
  };
  return {
    scale: view.scale,
    x: clamp(view.x, map.width * view.scale, frame.width),
    y: clamp(view.y, map.height * view.scale, frame.height),
  };
}

/** The whole map in the middle of the frame. */
export function fitView(map: Size, frame: Size, ratio: number): View {
  const { least } = scaleLimits(map, frame, ratio);
  return clampView({ scale: least, x: 0, y: 0 }, map, frame, ratio);
}

/** Another scale; what is at a point of the frame stays there. */
export function zoomAt(view: View, scale: number, at: Point): View {
  const factor = scale / view.scale;
  return { scale, x: (view.x + at.x) * factor - at.x, y: (view.y + at.y) * factor - at.y };
}

/** Where a place of the map is in the frame. */
export function toFrame(view: View, place: Point): Point {
  return { x: place.x * view.scale - view.x, y: place.y * view.scale - view.y };
}

/** Which place of the map is at a point of the frame. */
export function toMap(view: View, point: Point): Point {
  return { x: (point.x + view.x) / view.scale, y: (point.y + view.y) / view.scale };
}

/** Moves as little as it takes to have a place of the map in the frame, with room around it. */
export function reveal(view: View, place: Point, frame: Size, room: number): View {
  const at = toFrame(view, place);
  const shift = (point: number, extent: number) => {
    const margin = Math.min(room, extent / 3);
    return Math.min(0, point - margin) + Math.max(0, point - (extent - margin));
  };
  return { scale: view.scale, x: view.x + shift(at.x, frame.width), y: view.y + shift(at.y, frame.height) };
}

/** The part of the map that shows. */
export function shownBox(view: View, frame: Size): Box {
  const { x, y } = toMap(view, { x: 0, y: 0 });
  return { x, y, width: frame.width / view.scale, height: frame.height / view.scale };
}
