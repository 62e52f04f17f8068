/** What a stage adds to the counts. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** One step of `npm test`. `run` prints what it finds and never throws for a finding. */
export interface Stage {
  readonly name: string;
  readonly title: string;
  readonly run: () => Promise<Counts>;
}

/** A check that counts as one. */
export function one(passed: boolean): Counts {
  return passed ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** The sum of several counts. */
export function sum(counts: readonly Counts[]): Counts {
  const total = (pick: (count: Counts) => number) => counts.reduce((all, count) => all + pick(count), 0);
  return {
    passed: total(({ passed }) => passed),
    failed: total(({ failed }) => failed),
    skipped: total(({ skipped }) => skipped),
  };
}

/** The closing line of a run, read by people and by continuous integration. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
