import type { Scene } from './canvas/scene.ts';

const GAP = 8;
const EDGE = 4;

/** Moves a card above a seat, or below it where there is no room, within the map. */
export function placeCard(card: HTMLElement, scene: Scene, seat: number, host: HTMLElement): void {
  const { x, y } = scene.placeOf(seat);
  const half = scene.pitch() / 2;
  const { offsetWidth: width, offsetHeight: height } = card;
  const left = Math.max(EDGE, Math.min(x - width / 2, host.clientWidth - width - EDGE));
  const above = y - half - GAP - height;
  const top = above >= EDGE ? above : Math.min(y + half + GAP, host.clientHeight - height - EDGE);
  card.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
}
