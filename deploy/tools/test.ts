// Runs all checks and tests, or those named: `npm test -- [stage ...] [path ...] [--verbose]`.
import { stopWithParent } from '@boxoffice/platform/lifecycle';
import { endCurrent, succeeds } from './testing/command.ts';
import { checkBreaking, checkGenerated, lintContracts } from './testing/contract-stages.ts';
import { isEmpty, type JestSelection, runJest } from './testing/jest-stage.ts';
import { type Counts, closingLine, one, type Stage, sum } from './testing/stage.ts';
import { buildWebApplication, checkTypes, checkWebTypes } from './testing/web-stages.ts';

// In continuous integration Biome colours every character of what it finds.
const colors = `--colors=${process.stdout.isTTY ? 'force' : 'off'}`;

const CHECKS: readonly Stage[] = [
  { name: 'lint', title: 'format and lint (biome)', run: async () => one(await succeeds('biome', ['ci', colors])) },
  { name: 'types', title: 'types (tsc)', run: checkTypes },
  { name: 'proto-lint', title: 'contracts: lint (buf)', run: lintContracts },
  { name: 'proto-breaking', title: 'contracts: breaking changes (buf)', run: checkBreaking },
  { name: 'generated', title: 'contracts: generated code is current', run: checkGenerated },
  { name: 'web-types', title: 'web application: its types of the API are current', run: checkWebTypes },
  { name: 'web-build', title: 'web application: build (vite)', run: buildWebApplication },
];

let interrupted = false;

function jestStages(paths: readonly string[], options: readonly string[]): Stage[] {
  const stage = (selection: Pick<JestSelection, 'project' | 'workers' | 'timeoutMs'>, title: string): Stage => ({
    name: selection.project,
    title,
    run: () => runJest({ ...selection, paths, options }),
  });
  return [
    stage({ project: 'unit', workers: 2, timeoutMs: 15_000 }, 'unit tests (jest)'),
    stage({ project: 'component', workers: 4, timeoutMs: 60_000 }, 'component tests (jest)'),
    stage({ project: 'e2e', workers: 2, timeoutMs: 120_000 }, 'end-to-end tests (jest)'),
  ];
}

/** Names select stages; other words are path filters, which alone select the three kinds of tests. */
function selected(args: readonly string[]): { stages: Stage[]; paths: string[] } {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const options = args.filter((arg) => arg.startsWith('-'));
  const known = new Set([...CHECKS, ...jestStages([], [])].map(({ name }) => name));
  const names = words.filter((word) => known.has(word));
  const paths = words.filter((word) => !known.has(word));
  const tests = jestStages(paths, options);
  const all = paths.length > 0 && names.length === 0 ? tests : [...CHECKS, ...tests];
  return { stages: all.filter(({ name }) => names.length === 0 || names.includes(name)), paths };
}

async function runStage(stage: Stage): Promise<Counts> {
  console.log(`\n▶ ${stage.title}`);
  const start = performance.now();
  const counts = await stage.run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${counts.failed === 0 ? '✓' : '✗'} ${stage.name}: ${closingLine(counts)} (${seconds} s)`);
  return counts;
}

async function main(): Promise<void> {
  const { stages, paths } = selected(process.argv.slice(2));
  const results: Counts[] = [];
  for (const stage of stages) {
    if (!interrupted) {
      results.push(await runStage(stage));
    }
  }
  let total = sum(results);
  if (isEmpty(total) && paths.length > 0) {
    console.error(`\nno test matches ${paths.join(' ')}`);
    total = sum([total, one(false)]);
  }
  console.log(`\n${closingLine(total)}`);
  process.exitCode = total.failed > 0 || interrupted ? 1 : 0;
}

function interrupt(): void {
  interrupted = true;
  endCurrent();
}

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
stopWithParent(interrupt);
await main();
