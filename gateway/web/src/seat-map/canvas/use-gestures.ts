import { type RefObject, useEffect, useEffectEvent } from 'react';
import type { Seat } from '../types.ts';
import { type GestureHandlers, listenToGestures } from './gestures.ts';
import type { Scene } from './scene.ts';

type Point = { x: number; y: number };

type Reactions = {
  hover(seat: Seat | undefined): void;
  choose(seat: Seat): void;
  /** Seats in a rectangle; left out where there is no choice of many. */
  area: ((seats: Seat[]) => void) | undefined;
  /** Whether a drag draws a rectangle also without the Shift key. */
  drawsArea: boolean;
};

// Seats smaller than that are hard to hit: a tap on them comes nearer first.
const TOUCH_FROM = 18;
const TOUCH_PITCH = 32;
const CLICK_FROM = 6;
const CLICK_PITCH = 22;
const NEAR = 12;

/** Comes nearer instead of choosing where seats are too small for that; answers whether it did. */
function comesNearer(scene: Scene, at: Point, isTouch: boolean): boolean {
  const pitch = scene.pitch();
  if (pitch >= (isTouch ? TOUCH_FROM : CLICK_FROM)) return false;
  const around = { from: { x: at.x - NEAR, y: at.y - NEAR }, to: { x: at.x + NEAR, y: at.y + NEAR } };
  if (scene.seatsIn(around).length > 0) scene.zoom((isTouch ? TOUCH_PITCH : CLICK_PITCH) / pitch, at);
  return true;
}

function handlersOf(scene: Scene, reactions: () => Reactions): GestureHandlers {
  let hovered = -1;
  const hover = (at: Point | undefined) => {
    const seat = at && scene.seatAt(at);
    if ((seat?.index ?? -1) === hovered) return;
    hovered = seat?.index ?? -1;
    scene.hover(hovered);
    reactions().hover(seat);
  };
  return {
    pan: scene.pan,
    zoom(factor, at, isGoingOn) {
      scene.zoom(factor, at, isGoingOn);
      if (!isGoingOn) hover(at);
    },
    settle: scene.settle,
    tap(at, isTouch) {
      if (comesNearer(scene, at, isTouch)) return;
      const seat = scene.seatAt(at);
      if (seat) reactions().choose(seat);
      if (!isTouch) hover(at);
    },
    hover,
    area(from, to, isDone) {
      scene.area(isDone ? undefined : { from, to });
      if (isDone) reactions().area?.(scene.seatsIn({ from, to }));
    },
    areaEnd: () => scene.area(undefined),
    drawsArea: ({ shiftKey }) => reactions().area !== undefined && (shiftKey || reactions().drawsArea),
    canZoom: (factor) => factor > 1 || !scene.isWhole(),
  };
}

/** Lets mouse and fingers move the map and choose seats. */
export function useGestures(host: RefObject<HTMLElement | null>, scene: Scene | undefined, reactions: Reactions): void {
  const current = useEffectEvent(() => reactions);
  useEffect(() => {
    const element = host.current;
    if (!element || !scene) return;
    return listenToGestures(
      element,
      handlersOf(scene, () => current()),
    );
  }, [host, scene]);
}
