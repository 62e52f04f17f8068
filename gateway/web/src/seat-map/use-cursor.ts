import { type FocusEvent, type KeyboardEvent, useEffect, useState } from 'react';
import type { Scene } from './canvas/scene.ts';
import { type Direction, firstSeat, moveCursor } from './cursor.ts';
import type { Seat, SeatMapModel } from './types.ts';

const DIRECTIONS: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'start',
  End: 'end',
  PageUp: 'sectionBefore',
  PageDown: 'sectionAfter',
};

const STEP = 1.4;
const ZOOMS: Record<string, number> = { '+': STEP, '=': STEP, '-': 1 / STEP, _: 1 / STEP };

/** The seat that the keyboard is at while the map has the focus, and the events it needs. */
export type Cursor = {
  seat: Seat | undefined;
  /** Goes on from a seat that was chosen otherwise. */
  follow(seat: Seat): void;
  onKeyDown(event: KeyboardEvent): void;
  onFocus(event: FocusEvent): void;
  onBlur(): void;
};

/** Moves a cursor among seats by keyboard. */
export function useCursor(model: SeatMapModel, scene: Scene | undefined, onChoose: (seat: Seat) => void): Cursor {
  const [isShown, setShown] = useState(false);
  const [index, setIndex] = useState(-1);
  const seat = isShown ? model.seats[index] : undefined;

  useEffect(() => scene?.cursor(isShown ? index : -1), [scene, isShown, index]);
  // Another model has other indices.
  useEffect(() => setIndex((before) => (before < model.seats.length ? before : -1)), [model]);

  const goTo = (next: number) => {
    setIndex(next);
    setShown(next >= 0);
    if (next >= 0) scene?.reveal(next);
  };
  const here = () => (index >= 0 ? index : firstSeat(model));
  const zoom = (factor: number) => {
    const at = scene && seat ? scene.placeOf(seat.index) : undefined;
    scene?.zoom(factor, at);
  };
  const act = (key: string): boolean => {
    const direction = DIRECTIONS[key];
    const factor = ZOOMS[key];
    if (direction) goTo(seat ? moveCursor(model, here(), direction) : here());
    else if (factor !== undefined) zoom(factor);
    else if (key === '0') scene?.fit();
    else if (key === 'Enter' || key === ' ') {
      if (seat) onChoose(seat);
      else goTo(here());
    } else return false;
    return true;
  };

  return {
    seat,
    follow: ({ index: chosen }) => setIndex(chosen),
    onKeyDown(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (act(event.key)) event.preventDefault();
    },
    onFocus({ currentTarget }) {
      if (currentTarget.matches(':focus-visible')) goTo(here());
    },
    onBlur: () => setShown(false),
  };
}
