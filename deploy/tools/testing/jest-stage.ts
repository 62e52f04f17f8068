import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputOf, ROOT, succeeds } from './command.ts';
import { type Counts, one } from './stage.ts';

const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  join(ROOT, 'node_modules/jest/bin/jest.js'),
];

/** The fields that are read from the report of `jest --json`. */
interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/** Which tests of a project to run; `options` go to jest as they are. */
export interface JestSelection {
  readonly project: 'unit' | 'component' | 'e2e';
  readonly workers: number;
  readonly timeoutMs: number;
  readonly paths: readonly string[];
  readonly options: readonly string[];
}

/**
 * Runs one jest project. A file that can't be loaded, a jest that crashes and a run that executes no test count as
 * failed; the last only when the project has test files and no path was asked for.
 */
export async function runJest(selection: JestSelection): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'boxoffice-jest-'));
  const file = join(folder, 'report.json');
  try {
    // A connection that a failed test left open must not keep the run from ending.
    const report = ['--json', '--outputFile', file, '--passWithNoTests', '--forceExit'];
    const limits = ['--maxWorkers', String(selection.workers), '--testTimeout', String(selection.timeoutMs)];
    const args = [...project(selection), ...limits, ...report, ...selection.options, '--', ...selection.paths];
    const ok = await succeeds(process.execPath, [...JEST, ...args]);
    const counts = existsSync(file) ? countsOf(JSON.parse(readFileSync(file, 'utf8')) as JestReport) : one(false);
    if (counts.failed === 0 && !ok) {
      return { ...counts, failed: 1 };
    }
    return isEmpty(counts) && selection.paths.length === 0 ? emptyRun(selection) : counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a run executed no test. */
export function isEmpty(counts: Counts): boolean {
  return counts.passed + counts.failed === 0;
}

function countsOf(report: JestReport): Counts {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

async function emptyRun(selection: JestSelection): Promise<Counts> {
  const files = await outputOf(process.execPath, [...JEST, ...project(selection), '--listTests', '--passWithNoTests']);
  if (files !== undefined && !files.includes('.test.ts')) {
    console.log('no test files yet');
    return { passed: 0, failed: 0, skipped: 0 };
  }
  console.error('no test was executed');
  return one(false);
}

function project(selection: JestSelection): string[] {
  return ['--selectProjects', selection.project];
}
