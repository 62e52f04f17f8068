type Point = { x: number; y: number };

/** What a wheel does to a map; the point is in pixels from the left top corner of the element. */
export type WheelHandlers = {
  zoom(factor: number, at: Point, isGoingOn: boolean): void;
  /** Whether turning the wheel this way would change anything; if not, the page scrolls. */
  canZoom(factor: number): boolean;
};

const PAUSE = 250;
const SPEED = 0.0022;
const PINCH_SPEED = 4;
const LINE = 18;
const MOST = 160;

/** A turn of the wheel that began elsewhere on the page belongs to the page, also when the map comes under the pointer. */
function createGuard(element: HTMLElement, signal: AbortSignal): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  let isForeign = false;
  const note = ({ target, timeStamp }: WheelEvent) => {
    if (timeStamp - last > PAUSE) isForeign = !(target instanceof Node && element.contains(target));
    last = timeStamp;
  };
  window.addEventListener('wheel', note, { capture: true, passive: true, signal });
  return () => isForeign;
}

/** Zooms by wheel and by pinching a touch pad, until the signal. */
export function listenToWheel(element: HTMLElement, { zoom, canZoom }: WheelHandlers, signal: AbortSignal): void {
  const isForeign = createGuard(element, signal);
  const onWheel = (event: WheelEvent) => {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE;
    const turn = Math.min(MOST, Math.max(-MOST, event.deltaY * unit));
    // A pinch on a touch pad comes as a wheel with the control key, in smaller steps.
    const factor = Math.exp(-turn * SPEED * (event.ctrlKey ? PINCH_SPEED : 1));
    if (!event.ctrlKey && (isForeign() || !canZoom(factor))) return;
    event.preventDefault();
    const { left, top } = element.getBoundingClientRect();
    zoom(factor, { x: event.clientX - left, y: event.clientY - top }, false);
  };
  element.addEventListener('wheel', onWheel, { passive: false, signal });
}
