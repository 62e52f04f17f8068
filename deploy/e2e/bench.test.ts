import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';
import type { Results } from '../bench/report/results.ts';
import { measureAll, report } from '../bench/run.ts';
import { TINY } from '../bench/size.ts';
import { solo } from '../bench/workloads/solo.ts';
import { wide } from '../bench/workloads/wide.ts';
import { chooseSeed } from './support/random.ts';

jest.setTimeout(180_000);

const out = mkdtempSync(join(tmpdir(), 'boxoffice-bench-'));
afterAll(() => rmSync(out, { recursive: true }));

test('the benchmarks measure ours and their references, and leave the books in order', async () => {
  const lines: string[] = [];
  const wishes = { workloads: [wide, solo], size: TINY, seed: chooseSeed() };
  const kept: number[] = [];
  const keep = (soFar: Results) => void kept.push(soFar.results.length);
  const results = await measureAll(wishes, (line) => void lines.push(line), keep).catch((error) => {
    process.stdout.write(`${lines.join('\n')}\n`);
    throw error;
  });
  expect(results.results.map(({ workload, problem }) => ({ workload, problem }))).toEqual([
    { workload: 'wide', problem: undefined },
    { workload: 'solo', problem: undefined },
  ]);
  expect(kept).toEqual([1, 2]);
  const measures = results.results.flatMap((result) => result.measures);
  expect(measures.map(({ id }) => id)).toEqual(['1', '1b']);
  for (const { rounds } of measures) {
    expect(rounds).toHaveLength(TINY.rounds);
    for (const ratio of rounds) expect(ratio).toBeGreaterThan(0);
  }
  expect(results.machine.settings).toMatchObject({ fsync: 'on', synchronous_commit: 'on' });
  expect(report(results, out)).toContain('one buyer at a time');
  expect(JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))).toMatchObject({ seed: results.seed });
  expect(readFileSync(join(out, 'chart.svg'), 'utf8')).toContain('<svg');
});
