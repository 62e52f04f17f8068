import { indented, type Mutant } from './mutant.ts';
import type { Outcome, Progress } from './run-mutants.ts';

type Output = Pick<NodeJS.WriteStream, 'write'>;

const widest = (names: string[]) => Math.max(0, ...names.map(({ length }) => length));

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

const withoutStack = (message: string) => message.replace(/\n +at .*/g, '');

/** Tells a person what is under way, a line for each mutant; `verbose` also tells how its test failed. */
export function createProgress(output: Output, verbose = false): Progress {
  return {
    proving: (tests) => void output.write(`${tests} tests on the product as it is ... `),
    proven: (seconds) => void output.write(`passed (${duration(seconds)})\n`),
    trying: ({ name }, n, total) => void output.write(`[${n} of ${total}] ${name} ... `),
    tried({ verdict, seconds }) {
      output.write(`${verdict.kind} (${duration(seconds)})\n`);
      if (verbose && verdict.kind === 'caught') output.write(`${indented(withoutStack(verdict.message))}\n`);
    },
  };
}

/** The mutants by name, with the promise that each breaks. */
export function renderList(mutants: Mutant[]): string {
  const width = widest(mutants.map(({ name }) => name));
  return mutants.map(({ name, breaks }) => `${name.padEnd(width)}  ${breaks}\n`).join('');
}

function row({ mutant, verdict, seconds }: Outcome, width: number): string {
  const by = verdict.kind === 'caught' ? `${verdict.by.file}: ${verdict.by.title}` : '';
  return `${mutant.name.padEnd(width)}  ${verdict.kind.padEnd(8)}  ${seconds.toFixed(1).padStart(5)} s  ${by}`.trimEnd();
}

function complaint({ mutant, verdict }: Outcome): string[] {
  const { name, file, breaks, tests, before } = mutant;
  const where = `${name}, in ${file}: ${breaks}`;
  if (verdict.kind === 'invalid') return ['', `INVALID ${where}`, 'It does not run:', indented(verdict.why)];
  if (verdict.kind !== 'survived') return [];
  const seen = tests.map((test) => `${test.file}: ${test.title}`);
  return ['', `SURVIVOR ${where}`, 'Taken away:', indented(before), 'Not seen by:', ...seen.map(indented)];
}

/** True when every mutant was caught. */
export function allCaught(outcomes: Outcome[]): boolean {
  return outcomes.every(({ verdict }) => verdict.kind === 'caught');
}

/** The outcome as a table: each mutant, the test that caught it, seconds; then those that were not caught; then the sum. */
export function renderReport(outcomes: Outcome[], seconds: number): string {
  const width = widest(outcomes.map(({ mutant }) => mutant.name));
  const count = (kind: string) => outcomes.filter(({ verdict }) => verdict.kind === kind).length;
  const sum = ['caught', 'survived', 'invalid'].map((kind) => `${count(kind)} ${kind}`).join(', ');
  const lines = [
    '',
    ...outcomes.map((outcome) => row(outcome, width)),
    ...outcomes.flatMap(complaint),
    '',
    `${outcomes.length} ${outcomes.length === 1 ? 'mutant' : 'mutants'}: ${sum} (${duration(seconds)})`,
  ];
  return `${lines.join('\n')}\n`;
}
