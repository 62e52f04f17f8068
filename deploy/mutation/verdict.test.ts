import { expect, test } from '@jest/globals';
import type { Mutant } from './mutant.ts';
import type { TestRun } from './run-tests.ts';
import { judge } from './verdict.ts';

const [first, second] = [
  { file: 'a.test.ts', title: 'one' },
  { file: 'b.test.ts', title: 'two' },
];
const mutant: Mutant = {
  name: 'part/guard',
  breaks: 'Nothing is lost.',
  file: 'a.ts',
  before: 'a',
  after: 'b',
  tests: [first, second],
};

const runOf = (messages: [string, string], rest: Partial<TestRun> = {}): TestRun => ({
  tests: [
    { ...first, message: messages[0] },
    { ...second, message: messages[1] },
  ],
  broken: [],
  output: '',
  ...rest,
});

test('a mutant is caught by the first of its tests that fails', () => {
  expect(judge(runOf(['', 'expected 1, received 2']), mutant)).toMatchObject({ kind: 'caught', by: second });
  const timeout = 'thrown: "Exceeded timeout of 30000 ms for a test.';
  expect(judge(runOf([timeout, 'too']), mutant)).toMatchObject({ kind: 'caught', by: first });
});

test('a mutant that all of its tests pass on survives', () => {
  expect(judge(runOf(['', '']), mutant)).toEqual({ kind: 'survived' });
});

test.each<[what: string, run: TestRun]>([
  ['does not load', runOf(['', ''], { tests: [], broken: ['Test suite failed to run'] })],
  ['misses a name', runOf(['ReferenceError: lock is not defined', ''])],
  ['asks PostgreSQL nonsense', runOf(['expected "paid"', ''], { output: 'error: syntax error at or near "where"' })],
  ['lost one of its tests', { ...runOf(['', '']), tests: [{ ...first, message: '' }] }],
])('a mutant that %s proves nothing', (_what, run) => {
  expect(judge(run, mutant)).toMatchObject({ kind: 'invalid' });
});
