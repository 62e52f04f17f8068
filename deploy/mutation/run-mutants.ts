import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotMutate, indented, type Mutant, mutate, type NamedTest } from './mutant.ts';
import { runTests } from './run-tests.ts';
import { judge, resultOf, type Verdict } from './verdict.ts';
import { copyRepository } from './working-copy.ts';

/** A mutant that was tried. */
export type Outcome = { mutant: Mutant; verdict: Verdict; seconds: number };

/** Told how far the work is. */
export type Progress = {
  /** The repository is copied, and so many tests are run on it as it is. */
  proving(tests: number): void;
  proven(seconds: number): void;
  trying(mutant: Mutant, n: number, total: number): void;
  tried(outcome: Outcome): void;
};

/** The repository, who is told of the progress, and what ends the work early. */
export type MutationOptions = { repository: string; progress: Progress; signal: AbortSignal };

const PROOF_TIMEOUT_MS = 20 * 60_000;
const MUTANT_TIMEOUT_MS = 5 * 60_000;

function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 100) / 10;
}

/** Applies every mutant to the text of its file. Throws CannotMutate that names all those that are out of date. */
export function mutateAll(repository: string, mutants: Mutant[]): Map<Mutant, { text: string; mutated: string }> {
  const wrong: string[] = [];
  const texts = new Map<Mutant, { text: string; mutated: string }>();
  for (const mutant of mutants) {
    try {
      const text = readFileSync(join(repository, mutant.file), 'utf8');
      texts.set(mutant, { text, mutated: mutate(text, mutant) });
    } catch (error) {
      wrong.push(error instanceof CannotMutate ? error.message : `${mutant.name}: ${mutant.file} can't be read`);
    }
  }
  if (wrong.length > 0) throw new CannotMutate(wrong.join('\n\n'));
  return texts;
}

/** Sees the tests pass on the product as it is: one that fails anyway catches nothing. */
async function prove(root: string, mutants: Mutant[], { progress, signal }: MutationOptions): Promise<void> {
  const named = mutants.flatMap(({ tests }) => tests);
  const tests = [...new Map(named.map((test) => [`${test.file} ${test.title}`, test])).values()];
  const start = performance.now();
  progress.proving(tests.length);
  const run = await runTests(root, tests, { workers: 2, timeoutMs: PROOF_TIMEOUT_MS, signal });
  const failure = (test: NamedTest) => {
    const result = resultOf(run, test);
    if (result?.message === '') return [];
    return [`${test.file}: "${test.title}" ${result ? `fails\n${indented(result.message)}` : 'was not run'}`];
  };
  const failures = [...run.broken, ...tests.flatMap(failure)];
  if (failures.length > 0) {
    throw new CannotMutate(`These tests must pass on the product as it is:\n\n${failures.join('\n')}`);
  }
  progress.proven(secondsSince(start));
}

/**
 * Tries mutants one by one in a copy of the repository: each must make one of its tests fail. Throws CannotMutate when
 * nothing can be proven: a mutant is out of date, or a test fails on the product as it is.
 */
export async function runMutants(mutants: Mutant[], options: MutationOptions): Promise<Outcome[]> {
  const { repository, progress, signal } = options;
  mutateAll(repository, mutants);
  const { root, remove } = await copyRepository(repository);
  try {
    await prove(root, mutants, options);
    // From the copy: the repository may be edited meanwhile.
    const texts = mutateAll(root, mutants);
    const outcomes: Outcome[] = [];
    for (const [mutant, { text, mutated }] of texts) {
      const start = performance.now();
      progress.trying(mutant, outcomes.length + 1, mutants.length);
      writeFileSync(join(root, mutant.file), mutated);
      const run = await runTests(root, mutant.tests, { workers: 1, timeoutMs: MUTANT_TIMEOUT_MS, signal });
      writeFileSync(join(root, mutant.file), text);
      const outcome = { mutant, verdict: judge(run, mutant), seconds: secondsSince(start) };
      outcomes.push(outcome);
      progress.tried(outcome);
    }
    return outcomes;
  } finally {
    remove();
  }
}
