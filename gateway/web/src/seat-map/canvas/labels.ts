import type { SectionLayout } from '../model/geometry.ts';
import type { SeatMapModel } from '../types.ts';

/** Words on the map. `left` says how many seats of a section may be had. */
export type MapTexts = { stage: string; unnamed: string; left(count: number): string };

/** A section's name and how many of its seats may be had, with the widths of both at one size of text. */
export type Label = {
  name: string;
  rest: string;
  nameFont: string;
  restFont: string;
  nameWidth: number;
  restWidth: number;
};

/** The labels of sections, kept: they are drawn in every frame and seldom change. */
export type Labels = {
  of(ctx: CanvasRenderingContext2D, section: SectionLayout, size: number): Label;
  /** The numbers of seats have changed. */
  outdate(): void;
};

/** Makes labels in the words and the font of the page. */
export function createLabels(model: SeatMapModel, texts: MapTexts, font: string): Labels {
  let counts = model.counts();
  let size = 0;
  const kept = new Map<number, Label>();

  function make(ctx: CanvasRenderingContext2D, { index, name: given }: SectionLayout): Label {
    const name = given || texts.unnamed;
    const rest = `  ${texts.left(counts.sections[index]?.available ?? 0)}`;
    const [nameFont, restFont] = [`650 ${size}px ${font}`, `400 ${size}px ${font}`];
    ctx.font = nameFont;
    const nameWidth = ctx.measureText(name).width;
    ctx.font = restFont;
    return { name, rest, nameFont, restFont, nameWidth, restWidth: ctx.measureText(rest).width };
  }

  return {
    of(ctx, section, wanted) {
      if (wanted !== size) kept.clear();
      size = wanted;
      const label = kept.get(section.index) ?? make(ctx, section);
      kept.set(section.index, label);
      return label;
    },
    outdate() {
      counts = model.counts();
      kept.clear();
    },
  };
}
