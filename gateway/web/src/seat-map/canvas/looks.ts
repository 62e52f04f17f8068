import type { Palette } from './palette.ts';

/** How a seat is drawn, by number: 0 to 5 are available ones, by the colour of their price. */
export type Look = number;
export const HELD = 6;
export const SOLD = 7;
export const WITHDRAWN = 8;
export const SELECTED = 9;
export const MINE = 10;

/** What a seat is to the one who looks: nothing special, chosen, or own already. */
export const UNMARKED = 0;
export const MARK_SELECTED = 1;
export const MARK_MINE = 2;

/** The look of a seat of that status; `colour` is the one of its price. */
export function lookOf(status: number, colour: number, mark: number): Look {
  if (mark === MARK_SELECTED) return SELECTED;
  if (mark === MARK_MINE) return MINE;
  return status === 0 ? colour : HELD - 1 + status;
}

/** The colour of a look. */
export function colourOf(look: Look, palette: Palette): string {
  const colours = [...palette.prices, palette.held, palette.sold, palette.withdrawn, palette.selected, palette.mine];
  return colours[look] ?? palette.withdrawn;
}

/** Which part of the pitch a look fills where seats are a few pixels: statuses differ in size too, not in colour only. */
export function partOf(look: Look): number {
  if (look < HELD) return 0.82;
  return { [HELD]: 0.62, [SOLD]: 0.46, [WITHDRAWN]: 0.3 }[look] ?? 1;
}
