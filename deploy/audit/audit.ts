import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES, type ServiceName } from '../foundation/secrets.ts';
import { CannotAudit, reasonOf } from './cannot-audit.ts';
import { INVARIANTS } from './invariants/index.ts';
import type { Check, Invariant, Snapshots, Violation } from './invariants/invariant.ts';
import { openSnapshot, type Timing } from './reading/snapshot.ts';
import type { AuditReport } from './report.ts';

/** The URL of each service's database. */
export type DatabaseUrls = Record<ServiceName, string>;

/** How to audit. */
export type AuditOptions = {
  /** The moment that counts as now; for a platform that is stopped, the one when it was. */
  asOf?: Date | undefined;
  /** How long things may take after their deadline before they count as late, in seconds. 60 unless told. */
  graceSeconds?: number;
  /** How often a violation must be found to count. 3 unless told; 1 is enough where nothing runs. */
  rounds?: number;
  /** Pause between rounds, in milliseconds. 2,000 unless told. */
  pauseMs?: number;
  /** Told before each check. */
  progress?(step: AuditStep): void;
};

/** How far an audit is. */
export type AuditStep = { round: number; id: string; sentence: string; done: number; total: number };

type Found = { invariant: Invariant; rows: number; total: number; violations: Map<string, Violation> };

// More are counted, but not remembered.
const MOST_REMEMBERED = 100_000;

async function openAll(urls: DatabaseUrls, timing: Timing): Promise<{ databases: Snapshots; close(): Promise<void> }> {
  const opening = await Promise.allSettled(
    SERVICES.map(async (name) => [name, await openSnapshot(name, urls[name], timing)] as const),
  );
  const open = opening.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const close = async () => {
    await Promise.allSettled(open.map(([, snapshot]) => snapshot.close()));
  };
  const failed = opening.find((one) => one.status === 'rejected');
  if (failed) {
    await close();
    throw failed.reason;
  }
  return { databases: Object.fromEntries(open) as Snapshots, close };
}

async function countRows({ tables }: Invariant, databases: Snapshots): Promise<number> {
  let rows = 0;
  for (const name of SERVICES) {
    for (const table of tables[name] ?? []) rows += await databases[name].count(table);
  }
  return rows;
}

async function run(check: Check, databases: Snapshots, into: Found, wanted?: Found): Promise<void> {
  for await (const violation of check(databases)) {
    if (wanted && !wanted.violations.has(violation.key)) continue;
    into.total++;
    if (into.violations.size < MOST_REMEMBERED) into.violations.set(violation.key, violation);
  }
}

/** Looks at the databases once; `before` is what an earlier look found, and only that is looked for then. */
async function look(urls: DatabaseUrls, round: number, options: AuditOptions, before?: Found[]): Promise<Found[]> {
  const { asOf, graceSeconds = 60, progress } = options;
  const plan = before ?? INVARIANTS.map((invariant) => ({ invariant, rows: 0, total: 0, violations: new Map() }));
  const total = plan.reduce((sum, { invariant }) => sum + invariant.checks.length, 0);
  const { databases, close } = await openAll(urls, { asOf, graceSeconds });
  let done = 0;
  try {
    const found: Found[] = [];
    for (const earlier of plan) {
      const { invariant } = earlier;
      const { id, sentence, checks } = invariant;
      const now: Found = { invariant, rows: 0, total: 0, violations: new Map() };
      try {
        now.rows = await countRows(invariant, databases);
        for (const check of checks) {
          progress?.({ round, id, sentence, done: done++, total });
          await run(check, databases, now, before && earlier);
        }
      } catch (error) {
        throw new CannotAudit(`${id} could not be checked: ${reasonOf(error)}`, { cause: error });
      }
      found.push(now);
    }
    return found;
  } finally {
    await close();
  }
}

function toReport(found: Found[], first: Found[], rounds: number, startedAt: number): AuditReport {
  const invariants = found.map(({ invariant: { id, sentence }, rows, total, violations }) => ({
    id,
    sentence,
    rows,
    violations: total,
    orMore: rounds > 1 && total >= MOST_REMEMBERED,
    findings: [...violations.values()].map(({ ids, problem }) => ({ ids, problem })),
  }));
  const sum = (all: { total: number }[]) => all.reduce((n, { total }) => n + total, 0);
  const seconds = Math.round(performance.now() - startedAt) / 1000;
  const violations = sum(found);
  return { clean: violations === 0, violations, rounds, passing: sum(first) - violations, seconds, invariants };
}

/**
 * Checks the platform's invariants in its databases, reading only. On a running platform something always moves between
 * the looks at two databases: what is found is looked for again, and counts only if it is found in every round. Throws
 * CannotAudit when a database can't be read.
 */
export async function audit(urls: DatabaseUrls, options: AuditOptions = {}): Promise<AuditReport> {
  const { rounds = 3, pauseMs = 2000 } = options;
  const startedAt = performance.now();
  const first = await look(urls, 1, options);
  let found = first;
  let round = 1;
  while (round < rounds && found.some(({ total }) => total > 0)) {
    await sleep(pauseMs);
    round++;
    const suspects = found.filter(({ total }) => total > 0);
    const again = new Map((await look(urls, round, options, suspects)).map((one) => [one.invariant.id, one]));
    found = found.map((one) => again.get(one.invariant.id) ?? one);
  }
  return toReport(found, first, round, startedAt);
}
