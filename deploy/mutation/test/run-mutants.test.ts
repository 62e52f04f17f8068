import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Mutant } from '../mutant.ts';
import { MUTANTS } from '../mutants.ts';
import { allCaught, renderReport } from '../report.ts';
import { type Progress, runMutants } from '../run-mutants.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../..');
const quiet: Progress = { proving: () => {}, proven: () => {}, trying: () => {}, tried: () => {} };
const options = { repository: REPOSITORY, progress: quiet, signal: new AbortController().signal };

function aGuard(): Mutant {
  const found = MUTANTS.find(({ name }) => name === 'inventory/held-in-batch');
  if (!found) throw new Error('the mutant has another name now');
  return found;
}

test('a guard that is taken away is caught, a change of nothing survives, and nonsense proves nothing', async () => {
  const guard = aGuard();
  const same = { ...guard, name: 'test/same', before: 'closed.length > 0', after: '0 < closed.length' };
  const nonsense = { ...guard, name: 'test/nonsense', after: '    for (const {' };
  const outcomes = await runMutants([guard, same, nonsense], options);
  expect(outcomes.map(({ verdict }) => verdict.kind)).toEqual(['caught', 'survived', 'invalid']);
  expect(allCaught(outcomes)).toBe(false);
  const report = renderReport(outcomes, 1);
  expect(report).toContain(`${guard.name}  caught`);
  expect(report).toContain(`SURVIVOR ${same.name}, in ${same.file}: ${same.breaks}`);
  expect(report).toContain('3 mutants: 1 caught, 1 survived, 1 invalid');
}, 180_000);

test('a test that is not there is told before any mutant is tried', async () => {
  const { file } = aGuard();
  const gone = { file: file.replace('.ts', '.test.ts'), title: 'no such test' };
  await expect(runMutants([{ ...aGuard(), tests: [gone] }], options)).rejects.toThrow('"no such test" was not run');
}, 120_000);

test('being told to stop ends the run, and the copy of the repository is gone', async () => {
  const stopping = new AbortController();
  const progress = { ...quiet, proving: () => void setTimeout(() => stopping.abort(), 500) };
  await expect(runMutants([aGuard()], { ...options, progress, signal: stopping.signal })).rejects.toThrow('aborted');
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`boxoffice-mutation-${process.pid}-`))).toEqual([]);
}, 120_000);
