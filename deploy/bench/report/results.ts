import type { Figure, Measure } from '../measure/ratios.ts';
import type { Size } from '../size.ts';
import type { Machine } from './machine.ts';

/** One workload's part of the results. */
export type Result = {
  workload: string;
  seconds: number;
  measures: Measure[];
  figures: Figure[];
  raw: unknown;
  /** Why it could not be measured, or what the auditor found. */
  problem: string | undefined;
};

/** Everything that was measured, as it is written to `results.json`. */
export type Results = { time: string; seed: number; machine: Machine; size: Size; results: Result[] };

/** What was measured, in one line. */
export function titleOf({ time, machine, results }: Results): string {
  const rounds = Math.max(0, ...results.flatMap(({ measures }) => measures.map((measure) => measure.rounds.length)));
  return `Boxoffice ${machine.commit.slice(0, 8)}, ${time}, ${machine.cores} cores: medians and ranges of ${rounds} rounds`;
}
