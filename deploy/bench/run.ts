import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Bench, openBench } from './bench.ts';
import type { Wishes } from './options.ts';
import { chartOf } from './report/chart.ts';
import { describeMachine } from './report/machine.ts';
import { type Result, type Results, titleOf } from './report/results.ts';
import { figureTable, ratioTable } from './report/table.ts';
import { ticking } from './ticking.ts';
import type { Outcome, Workload } from './workloads/workload.ts';

/** Takes one line for a person to read. */
export type Say = (line: string) => void;

const ROOT = resolve(import.meta.dirname, '../..');
const NOTHING: Outcome = { measures: [], figures: [], raw: null };

// The auditor may have found a lot.
const LONGEST = 3000;

function messageOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} ...` : text;
}

async function measure(workload: Workload, bench: Bench): Promise<Result> {
  const { say, bed } = bench;
  const begun = performance.now();
  const problems: string[] = [];
  say(`▶ ${workload.name}: ${workload.what}`);
  const outcome = await workload.run(bench).catch((error) => {
    problems.push(`could not be measured: ${messageOf(error)}`);
    return NOTHING;
  });
  await ticking('auditing', say, () => bed.platform().audit()).catch((error) => problems.push(messageOf(error)));
  const problem = problems.length === 0 ? undefined : problems.join('\n');
  say(problem === undefined ? '  the books are in order' : `✗ ${workload.name}: ${problem}`);
  return { workload: workload.name, seconds: Math.round((performance.now() - begun) / 1000), ...outcome, problem };
}

/**
 * Measures workloads one after the other on one platform, with the auditor after each. `keep` is given what there is after
 * each of them, so that an interruption loses one at most.
 */
export async function measureAll(
  { workloads, size, seed }: Omit<Wishes, 'out'>,
  say: Say,
  keep: (results: Results) => void,
): Promise<Results> {
  const time = new Date().toISOString().slice(0, 19);
  const bench = await openBench(size, seed, say);
  try {
    const machine = await describeMachine(bench.bed);
    const results: Results = { time, seed, machine, size, results: [] };
    for (const workload of workloads) {
      results.results.push(await measure(workload, bench));
      keep(results);
    }
    return results;
  } finally {
    say('stopping');
    await bench.close();
  }
}

/** Writes `results.json` and, when there are ratios, `chart.svg`; answers the tables and where the files are. */
export function report(results: Results, out: string | undefined): string {
  const folder = out === undefined ? join(ROOT, '.data/bench', results.time.replaceAll(':', '-')) : resolve(out);
  const measures = results.results.flatMap((result) => result.measures);
  const figures = results.results.flatMap((result) => result.figures);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
  const parts = [`Results: ${join(folder, 'results.json')}`];
  if (measures.length > 0) {
    writeFileSync(join(folder, 'chart.svg'), chartOf(measures, titleOf(results)));
    parts.unshift(ratioTable(measures));
  }
  if (figures.length > 0) parts.splice(-1, 0, figureTable(figures));
  const failed = results.results.filter(({ problem }) => problem !== undefined);
  return [...parts, ...failed.map(({ workload, problem }) => `✗ ${workload}: ${problem}`)].join('\n\n');
}
