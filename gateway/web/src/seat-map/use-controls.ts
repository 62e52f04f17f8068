import type { RefObject } from 'react';
import { useGestures } from './canvas/use-gestures.ts';
import { useScene } from './canvas/use-scene.ts';
import type { Seat, SeatMapModel } from './types.ts';
import type { Choosing } from './use-choosing.ts';
import { useCursor } from './use-cursor.ts';

type Options = {
  host: RefObject<HTMLElement | null>;
  canvas: RefObject<HTMLCanvasElement | null>;
  model: SeatMapModel;
  choosing: Choosing;
  /** Whether a drag draws a rectangle. */
  drawsArea: boolean;
  hover(seat: Seat | undefined): void;
};

/** The drawn map, and mouse, fingers and keyboard on it; `onFrame` is called after each drawing. */
export function useControls({ host, canvas, model, choosing, drawsArea, hover }: Options, onFrame: () => void) {
  const scene = useScene({ host, canvas }, model, (drawn) => {
    // What a finger may do depends on it, before any code runs: see the style sheet.
    if (host.current) host.current.dataset.whole = String(drawn.isWhole());
    onFrame();
  });
  const cursor = useCursor(model, scene, choosing.one);
  const choose = (seat: Seat) => {
    cursor.follow(seat);
    choosing.one(seat);
  };
  useGestures(host, scene, { hover, choose, area: choosing.many, drawsArea });
  return { scene, cursor };
}
