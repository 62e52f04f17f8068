// Runs the long fault tests, or those named: `npm run test:chaos -- [run ...] [--seed N] [--share 0.1] [--list]`.
import { parseArgs } from 'node:util';
import { stopWithParent } from '@boxoffice/platform/lifecycle';
import { removeFolders } from '../e2e/support/folder.ts';
import { stopPlatforms } from '../e2e/support/platform.ts';
import { chooseSeed } from '../e2e/support/random.ts';
import { RUNS, type Run } from './runs.ts';

const USAGE = `Breaks a platform in every way and checks that it keeps what it promised.

  npm run test:chaos [-- RUN ...] [-- --seed N] [-- --share 0.1] [-- --list]

  --seed     repeats the choices of an earlier run
  --share    makes the amounts smaller (or larger): 0.1 kills ten processes where there would be a hundred
  --list     names the runs
`;

type Result = { run: Run; seed: number; seconds: number; figures: string; error: unknown };
type Wishes = { chosen: Run[]; seed: number; share: number };

const say = (line: string) => void process.stdout.write(`${line}\n`);

function fail(message: string): never {
  process.stderr.write(`${message}\n\n${USAGE}`);
  process.exit(2);
}

function readNumber(name: string, text: string, accepts: (value: number) => boolean): number {
  const value = Number(text);
  return text.trim() !== '' && accepts(value) ? value : fail(`--${name}: "${text}" is no number that would do.`);
}

function parse() {
  const options = {
    seed: { type: 'string' },
    share: { type: 'string', default: '1' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** What is asked for; undefined when there is nothing to run. */
function readWishes(): Wishes | undefined {
  const { values, positionals } = parse();
  const unknown = positionals.filter((name) => !RUNS.some((run) => run.name === name));
  if (unknown.length > 0) fail(`There is no run ${unknown.join(', ')}.`);
  if (values.help) say(USAGE);
  if (values.list) for (const { name, what } of RUNS) say(`${name.padEnd(14)}${what}`);
  if (values.help || values.list) return undefined;
  const chosen = RUNS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const share = readNumber('share', values.share, (value) => value > 0 && Number.isFinite(value));
  const seed = values.seed === undefined ? chooseSeed() : readNumber('seed', values.seed, Number.isSafeInteger);
  return { chosen, seed, share };
}

async function perform(run: Run, { seed, share }: Wishes): Promise<Result> {
  const begun = performance.now();
  let figures = '';
  const hear = (line: string) => {
    // The last line of a run has its figures.
    figures = line;
    say(`${new Date().toISOString().slice(11, 19)} ${line}`);
  };
  say(`\n▶ ${run.name}: ${run.what}`);
  const error = await run.start({ seed, say: hear }, share).then(
    () => undefined,
    (thrown: unknown) => thrown ?? new Error('failed without an error'),
  );
  if (error !== undefined) say(`✗ ${run.name}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
  return { run, seed, seconds: Math.round((performance.now() - begun) / 1000), figures, error };
}

function report(results: readonly Result[]): void {
  say('\nrun            seed         seconds  verdict  figures');
  for (const { run, seed, seconds, figures, error } of results) {
    const verdict = error === undefined ? 'passed' : 'FAILED';
    const cells = [run.name.padEnd(15), String(seed).padEnd(13), String(seconds).padStart(7), '  ', verdict.padEnd(9)];
    say(`${cells.join('')}${figures}`);
  }
  say(`\n${results.length - results.filter(({ error }) => error !== undefined).length} of ${results.length} passed`);
}

let ending = false;

/** Ends at once, and takes along what was started. */
function interrupt(): void {
  if (ending) return;
  ending = true;
  say('\nstopping what was started');
  void stopPlatforms()
    .then(removeFolders)
    .catch((error) => process.stderr.write(`${error}\n`))
    .then(() => process.exit(130));
}

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
stopWithParent(interrupt);

const wishes = readWishes();
if (wishes) {
  const results: Result[] = [];
  for (const run of wishes.chosen) if (!ending) results.push(await perform(run, wishes));
  if (!ending) {
    report(results);
    process.exitCode = results.some(({ error }) => error !== undefined) ? 1 : 0;
  }
}
