import { parseArgs } from 'node:util';
import { chooseSeed } from '../e2e/support/random.ts';
import { FULL, QUICK, type Size } from './size.ts';
import { WORKLOADS } from './workloads/index.ts';
import type { Workload } from './workloads/workload.ts';

/** What is asked for. */
export type Wishes = { workloads: Workload[]; size: Size; seed: number; out: string | undefined };

const USAGE = `Measures a cluster on this machine beside references on the same PostgreSQL.

  npm run bench [-- WORKLOAD ...] [-- --quick] [-- --rounds N] [-- --seed N] [-- --out FOLDER] [-- --list]

  --quick    less of everything: to see where a figure goes, not to quote it
  --rounds   how often each is measured, ours and the reference in turn; 5 unless told, 2 with --quick
  --seed     repeats the choices of an earlier run
  --out      folder of results.json and chart.svg; .data/bench/<time> unless told
  --list     names the workloads
`;

function fail(message: string): never {
  process.stderr.write(`${message}\n\n${USAGE}`);
  process.exit(2);
}

function readNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  return text.trim() !== '' && Number.isSafeInteger(value) && value >= least
    ? value
    : fail(`--${name}: "${text}" is not a whole number from ${least} on.`);
}

function parse(args: string[]) {
  const options = {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** Reads the command line; undefined when there is nothing to run. Ends the process when it is not understood. */
export function readWishes(args: string[]): Wishes | undefined {
  const { values, positionals } = parse(args);
  const unknown = positionals.filter((name) => !WORKLOADS.some((workload) => workload.name === name));
  if (unknown.length > 0) fail(`There is no workload ${unknown.join(', ')}.`);
  if (values.help) process.stdout.write(USAGE);
  if (values.list) for (const { name, what } of WORKLOADS) process.stdout.write(`${name.padEnd(14)}${what}\n`);
  if (values.help || values.list) return undefined;
  const size = values.quick ? QUICK : FULL;
  const rounds = values.rounds === undefined ? size.rounds : readNumber('rounds', values.rounds, 1);
  return {
    workloads: WORKLOADS.filter(({ name }) => positionals.length === 0 || positionals.includes(name)),
    size: { ...size, rounds },
    seed: values.seed === undefined ? chooseSeed() : readNumber('seed', values.seed, 0),
    out: values.out,
  };
}
