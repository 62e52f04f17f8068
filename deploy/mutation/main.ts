// Takes the guards of the product away, one at a time, and sees the tests catch each.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stopWithParent } from '@boxoffice/platform/lifecycle';
import { CannotMutate, type Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';
import { allCaught, createProgress, renderList, renderReport } from './report.ts';
import { runMutants } from './run-mutants.ts';

const USAGE = `Takes the guards of the product away, one at a time, and sees the tests catch each.

  npm run test:mutation [-- NAME...] [-- --list] [-- --verbose]

  NAME         only these mutants; a part alone ("order") means all of its mutants
  --list       print the mutants and the promise that each breaks
  --verbose    print how the tests fail

Exit code: 0 when all are caught, 1 when one survives or does not run, 2 when nothing could be proven.
`;

/** The mutants that are asked for. Throws CannotMutate for a name that none has. */
function selected(names: string[]): Mutant[] {
  const matches = (name: string) => (mutant: Mutant) => mutant.name === name || mutant.name.startsWith(`${name}/`);
  const unknown = names.filter((name) => !MUTANTS.some(matches(name)));
  if (unknown.length > 0) {
    throw new CannotMutate(`No mutant is called ${unknown.join(', ')}. All names: npm run test:mutation -- --list`);
  }
  return names.length === 0 ? MUTANTS : MUTANTS.filter((mutant) => names.some((name) => matches(name)(mutant)));
}

function readArguments() {
  const options = {
    list: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new CannotMutate(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

async function main(signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments();
  if (values.help) process.stdout.write(USAGE);
  if (values.list && !values.help) process.stdout.write(renderList(selected(positionals)));
  if (values.help || values.list) return 0;
  const start = performance.now();
  const repository = resolve(import.meta.dirname, '../..');
  const progress = createProgress(process.stdout, values.verbose);
  const outcomes = await runMutants(selected(positionals), { repository, progress, signal });
  process.stdout.write(renderReport(outcomes, (performance.now() - start) / 1000));
  return allCaught(outcomes) ? 0 : 1;
}

const stopping = new AbortController();
const stop = () => stopping.abort();
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
stopWithParent(stop);

try {
  process.exitCode = await main(stopping.signal);
} catch (error) {
  if (stopping.signal.aborted) process.stderr.write('\ninterrupted\n');
  else if (error instanceof CannotMutate) process.stderr.write(`\n${error.message}\n`);
  else throw error;
  process.exitCode = 2;
}
