/** Whether a ratio should be high or low. */
export type Better = 'higher' | 'lower';

/** A ratio that is measured in rounds, and what it should reach. */
export type Measure = {
  /** Of the table of workloads, for example `1b`. */
  id: string;
  name: string;
  /** What is divided by what. */
  ratio: string;
  better: Better;
  target: number;
  stretch: number;
  /** One a round. */
  rounds: number[];
};

/** Something that was measured and is compared with nothing. */
export type Figure = { name: string; value: number; unit: string };

/** How a measure's median stands. */
export type Verdict = 'stretch' | 'target' | 'missed';

/** The middle one, or the mean of the two in the middle. Throws when there is none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  if (high === undefined || low === undefined) throw new RangeError('there is no median of nothing');
  return (low + high) / 2;
}

/** One number divided by another. Throws when that tells nothing. */
export function ratioOf(ours: number, reference: number): number {
  const ratio = ours / reference;
  if (!Number.isFinite(ratio)) throw new RangeError(`${ours} can't be compared with ${reference}`);
  return ratio;
}

/** The lowest, the middle and the highest ratio. */
export function summarize({ rounds }: Pick<Measure, 'rounds'>): { median: number; min: number; max: number } {
  return { median: median(rounds), min: Math.min(...rounds), max: Math.max(...rounds) };
}

/** What the median reached. */
export function verdictOf(measure: Pick<Measure, 'rounds' | 'better' | 'target' | 'stretch'>): Verdict {
  const { better, target, stretch } = measure;
  const value = median(measure.rounds);
  const reached = (goal: number) => (better === 'higher' ? value >= goal : value <= goal);
  if (reached(stretch)) return 'stretch';
  return reached(target) ? 'target' : 'missed';
}
