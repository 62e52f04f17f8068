/** Colours of the map, as `#rrggbb`. */
export type Palette = {
  ground: string;
  section: string;
  sectionEdge: string;
  text: string;
  dimmed: string;
  stage: string;
  stageText: string;
  /** By price, the dearest first. They differ in lightness too, and none of them is a status. */
  prices: readonly string[];
  onPrice: string;
  held: string;
  sold: string;
  withdrawn: string;
  selected: string;
  onSelected: string;
  mine: string;
  onMine: string;
  focus: string;
  changed: string;
};

// The hues of Okabe and Ito's palette for colour-blind readers (https://jfly.uni-koeln.de/color/), darkened or lightened
// until each stands out 3:1 from its ground (WCAG 1.4.11).
const light: Palette = {
  ground: '#f5f2f9',
  section: '#ffffff',
  sectionEdge: '#e6e1ee',
  text: '#231b2e',
  dimmed: '#5d566a',
  stage: '#4a4456',
  stageText: '#ffffff',
  prices: ['#6b3fa0', '#0072b2', '#008065', '#c24d0a', '#8f6a00', '#b84a84'],
  onPrice: '#ffffff',
  held: '#857f90',
  sold: '#c5c0ce',
  withdrawn: '#e2dee9',
  selected: '#231b2e',
  onSelected: '#ffffff',
  mine: '#0b7a3b',
  onMine: '#ffffff',
  focus: '#231b2e',
  changed: '#231b2e',
};

const dark: Palette = {
  ground: '#121017',
  section: '#1f1b27',
  sectionEdge: '#342e3f',
  text: '#e6e2ec',
  dimmed: '#aaa4b5',
  stage: '#4a4456',
  stageText: '#f8f9fa',
  prices: ['#b794f6', '#56b4e9', '#2fc79a', '#ff8f52', '#e9c46a', '#f2a0cc'],
  onPrice: '#14171a',
  held: '#938d9e',
  sold: '#4a4456',
  withdrawn: '#37313f',
  selected: '#ffffff',
  onSelected: '#14171a',
  mine: '#69db7c',
  onMine: '#14171a',
  focus: '#ffffff',
  changed: '#ffffff',
};

export const palettes = { light, dark } as const;

/** The place in `prices` of a palette for the price of that rank among so many; more prices than colours share them. */
export function priceColour(rank: number, count: number): number {
  const colours = light.prices.length;
  return count <= colours ? rank : Math.floor((rank * colours) / count);
}

/** The red, green and blue of `#rrggbb`. */
export function rgb(colour: string): [red: number, green: number, blue: number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
