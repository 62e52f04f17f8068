import { listenToWheel, type WheelHandlers } from './wheel.ts';

type Point = { x: number; y: number };

/** What fingers and mice do to a map. Points are pixels from the left top corner of the element. */
export type GestureHandlers = WheelHandlers & {
  pan(dx: number, dy: number): void;
  /** The fingers are off. */
  settle(): void;
  tap(at: Point, isTouch: boolean): void;
  /** The pointer rests or moves without a button; undefined when it left. */
  hover(at: Point | undefined): void;
  /** A rectangle is being drawn, and drawn at last. */
  area(from: Point, to: Point, isDone: boolean): void;
  /** Nothing comes of the rectangle. */
  areaEnd(): void;
  /** Whether a drag draws a rectangle instead of moving the map. */
  drawsArea(event: PointerEvent): boolean;
};

const DRAG_FROM = 5;

/** Follows pointers on an element; answers how to stop. */
export function listenToGestures(element: HTMLElement, handlers: GestureHandlers): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const pointers = new Map<number, Point>();
  let start: Point | undefined;
  let mode: 'none' | 'press' | 'pan' | 'pinch' | 'area' = 'none';

  const at = (event: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const spread = (): { middle: Point; distance: number } => {
    const [a = { x: 0, y: 0 }, b = a] = pointers.values();
    return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, distance: Math.hypot(a.x - b.x, a.y - b.y) };
  };

  function onDown(event: PointerEvent) {
    if (event.button !== 0) return;
    const point = at(event);
    pointers.set(event.pointerId, point);
    handlers.hover(undefined);
    if (pointers.size === 2) {
      if (mode === 'area') handlers.areaEnd();
      mode = 'pinch';
    } else if (pointers.size === 1) {
      start = point;
      mode = handlers.drawsArea(event) ? 'area' : 'press';
    }
  }
  function movePinch(pointerId: number, point: Point) {
    const before = spread();
    pointers.set(pointerId, point);
    const after = spread();
    handlers.pan(after.middle.x - before.middle.x, after.middle.y - before.middle.y);
    if (before.distance > 0) handlers.zoom(after.distance / before.distance, after.middle, true);
  }
  function onMove(event: PointerEvent) {
    const point = at(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== 'touch') handlers.hover(point);
      return;
    }
    if (mode === 'pinch') return movePinch(event.pointerId, point);
    if (mode === 'press' && start && Math.hypot(point.x - start.x, point.y - start.y) >= DRAG_FROM) {
      mode = 'pan';
      // From now on the drag is the map's, wherever the pointer goes; a mere press stays a click.
      element.setPointerCapture(event.pointerId);
    }
    if (mode === 'pan') handlers.pan(point.x - before.x, point.y - before.y);
    if (mode === 'area' && start) {
      element.setPointerCapture(event.pointerId);
      handlers.area(start, point, false);
    }
    pointers.set(event.pointerId, point);
  }
  function onUp(event: PointerEvent) {
    if (!pointers.delete(event.pointerId)) return;
    const point = at(event);
    if (mode === 'press') handlers.tap(point, event.pointerType === 'touch');
    else if (mode === 'area' && start) handlers.area(start, point, true);
    else if (mode === 'pinch') handlers.settle();
    // The finger that is left after a pinch goes on moving the map.
    mode = pointers.size > 0 ? 'pan' : 'none';
  }
  function onCancel(event: PointerEvent) {
    if (!pointers.delete(event.pointerId)) return;
    if (mode === 'area') handlers.areaEnd();
    if (mode === 'pinch') handlers.settle();
    if (pointers.size === 0) mode = 'none';
  }

  element.addEventListener('pointerdown', onDown, { signal });
  element.addEventListener('pointermove', onMove, { signal });
  element.addEventListener('pointerup', onUp, { signal });
  element.addEventListener('pointercancel', onCancel, { signal });
  element.addEventListener(
    'pointerleave',
    (event) => {
      handlers.hover(undefined);
      // A press that leaves without a drag is no press any more.
      if (mode === 'press') onCancel(event);
    },
    { signal },
  );
  listenToWheel(element, handlers, signal);
  return () => abort.abort();
}
