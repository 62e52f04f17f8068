import type { Bench } from '../bench.ts';
import type { Figure, Measure } from '../measure/ratios.ts';

/** What a workload came to; `raw` is everything that was measured, round by round. */
export type Outcome = { measures: Measure[]; figures: Figure[]; raw: unknown };

/** Something that is measured, by name. */
export type Workload = { name: string; what: string; run(bench: Bench): Promise<Outcome> };
