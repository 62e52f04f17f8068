import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { familyOf, stillRunning } from '../e2e/support/processes.ts';
import type { NamedTest } from './mutant.ts';

/** What became of a test; `message` is that of its failure, empty when it passed. */
export type RanTest = NamedTest & { message: string };

/** A run of tests. */
export type TestRun = {
  tests: RanTest[];
  /** Why files could not be loaded, and why there may be no report at all. */
  broken: string[];
  /** What the run and the services in it said. */
  output: string;
};

/** How tests are run. */
export type RunOptions = { workers: number; timeoutMs: number; signal: AbortSignal };

type Report = {
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
};

const NODE = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const REPORT = 'mutation-report.json';
const TEST_TIMEOUT_MS = 30_000;
const MOST_OUTPUT = 8 * 1024 * 1024;

function argumentsFor(root: string, tests: NamedTest[], workers: number, report: string): string[] {
  const titles = [...new Set(tests.map(({ title }) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))];
  const files = [...new Set(tests.map(({ file }) => file))];
  return [
    ...NODE,
    join(root, 'node_modules/jest/bin/jest.js'),
    ...['--selectProjects', 'unit', 'component', '--testNamePattern', `^(?:${titles.join('|')})$`],
    ...['--maxWorkers', String(workers), '--testTimeout', String(TEST_TIMEOUT_MS), '--forceExit'],
    ...['--json', '--outputFile', report, '--runTestsByPath', '--', ...files],
  ];
}

/** Ends a process and what it has started: jest that is ended leaves the servers of its tests behind. */
async function endFamily(child: ChildProcess): Promise<void> {
  const family = familyOf(child.pid ?? 0);
  for (const name of ['SIGTERM', 'SIGKILL'] as const) {
    for (const pid of stillRunning(family)) {
      try {
        process.kill(pid, name);
      } catch {
        // It ended between the look and the signal.
      }
    }
    const deadline = Date.now() + 5000;
    while (stillRunning(family).length > 0 && Date.now() < deadline) await new Promise((ok) => setTimeout(ok, 50));
  }
}

function readReport(root: string, file: string): Pick<TestRun, 'tests' | 'broken'> {
  if (!existsSync(file)) return { tests: [], broken: ['jest wrote no report'] };
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName: title, status, failureMessages }) => {
        const message = status === 'failed' ? failureMessages.join('\n') || 'failed' : '';
        return { file: relative(root, name), title, message };
      }),
  );
  const unloaded = testResults.filter(({ assertionResults, message }) => assertionResults.length === 0 && message);
  return { tests, broken: unloaded.map(({ message }) => message) };
}

/** Runs tests of a copy of the repository with jest, and nothing but these. Rejects when it is told to stop. */
export async function runTests(root: string, tests: NamedTest[], options: RunOptions): Promise<TestRun> {
  const { workers, timeoutMs, signal } = options;
  signal.throwIfAborted();
  const report = join(root, REPORT);
  try {
    const child = spawn(process.execPath, argumentsFor(root, tests, workers, report), {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Services tell of their defects, which a mutant must not have.
      env: { ...process.env, TEST_LOG: 'warn' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-MOST_OUTPUT);
      });
    }
    const limit = AbortSignal.timeout(timeoutMs);
    const stop = AbortSignal.any([limit, signal]);
    let ending = Promise.resolve();
    stop.addEventListener('abort', () => {
      ending = endFamily(child);
    });
    await once(child, 'close');
    await ending;
    signal.throwIfAborted();
    if (limit.aborted) return { tests: [], broken: [`the run did not end in ${timeoutMs / 1000} s`], output };
    return { ...readReport(root, report), output };
  } finally {
    rmSync(report, { force: true });
  }
}
