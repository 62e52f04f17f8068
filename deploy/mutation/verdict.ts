import type { Mutant, NamedTest } from './mutant.ts';
import type { RanTest, TestRun } from './run-tests.ts';

/** What became of a mutant. */
export type Verdict =
  | { kind: 'caught'; by: NamedTest; message: string }
  | { kind: 'survived' }
  /** It does not run at all, so that nothing is proven by what fails. */
  | { kind: 'invalid'; why: string };

// A program that makes no sense, told by Node, by the transformer of the tests or by PostgreSQL.
const NONSENSE =
  /SyntaxError|ReferenceError|Cannot find module|does not provide an export|is not a function|syntax error at or near|(?:relation|column|function) \S+ does not exist|could not determine data type|bind message supplies/;

/** The result of a named test; undefined when it was not run. */
export function resultOf(run: TestRun, { file, title }: NamedTest): RanTest | undefined {
  return run.tests.find((test) => test.file === file && test.title === title);
}

/** Judges a mutant by a run of its tests: caught by the first of them that failed. */
export function judge(run: TestRun, { tests }: Mutant): Verdict {
  const [broken] = run.broken;
  if (broken !== undefined) return { kind: 'invalid', why: broken };
  const nonsense = [run.output, ...run.tests.map(({ message }) => message)]
    .flatMap((text) => text.split('\n'))
    .find((line) => NONSENSE.test(line));
  if (nonsense !== undefined) return { kind: 'invalid', why: nonsense };
  const results = tests.map((test) => resultOf(run, test));
  const failed = results.find((result) => result && result.message !== '');
  if (failed) return { kind: 'caught', by: { file: failed.file, title: failed.title }, message: failed.message };
  return results.includes(undefined) ? { kind: 'invalid', why: 'not all of its tests were run' } : { kind: 'survived' };
}
