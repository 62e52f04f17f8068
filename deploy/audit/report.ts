import type { Ids } from './invariants/invariant.ts';

/** A violation as it is reported. */
export type Finding = { ids: Ids; problem: string };

/** What became of one invariant. */
export type InvariantReport = {
  /** `I1` to `I9`. */
  id: string;
  sentence: string;
  /** Rows it looked at, over all its tables. */
  rows: number;
  /** How many violations there are. */
  violations: number;
  /** True when there were more than could be remembered. */
  orMore: boolean;
  findings: Finding[];
};

/** The outcome of an audit. */
export type AuditReport = {
  clean: boolean;
  violations: number;
  /** How often was looked: a violation counts only if it was found each time. */
  rounds: number;
  /** Violations that were found at first and not again. */
  passing: number;
  seconds: number;
  invariants: InvariantReport[];
};

/** Where the audited databases are, in words. */
export type Origin = { source: string; asOf?: Date | undefined; graceSeconds: number };

const SHOWN = 20;
const SHOWN_AS_JSON = 1000;

const count = (n: number, orMore = false) => `${n.toLocaleString('en-US')}${orMore ? ' or more' : ''}`;
const plural = (n: number, orMore = false) => `${count(n, orMore)} ${n === 1 && !orMore ? 'violation' : 'violations'}`;

function summary({ id, sentence, rows, violations }: InvariantReport): string {
  return `${id}  ${violations === 0 ? 'ok  ' : 'FAIL'} ${count(rows).padStart(14)} rows  ${sentence}`;
}

/** Names what a violation is about and what is wrong with it, in one line. */
export function describe({ ids, problem }: Finding): string {
  const names = Object.entries(ids).filter(([, id]) => id !== null);
  return `${names.map(([name, id]) => `${name.replace(/_id$/, '').replaceAll('_', ' ')} ${id}`).join(', ')}: ${problem}`;
}

function details({ id, violations, orMore, findings }: InvariantReport): string[] {
  if (violations === 0) return [];
  const shown = findings.slice(0, SHOWN).map((finding) => `  ${describe(finding)}`);
  const rest = violations - shown.length;
  return [
    '',
    `${id}: ${plural(violations, orMore)}`,
    ...shown,
    ...(rest > 0 ? [`  and ${count(rest, orMore)} more`] : []),
  ];
}

function rounds({ rounds: n, passing }: AuditReport): string[] {
  if (n === 1) return [];
  const gone =
    passing === 0 ? '' : `; ${count(passing)} found at first ${passing === 1 ? 'was' : 'were'} not found again`;
  return ['', `Looked ${n} times: on a running platform only what is found each time is a violation${gone}.`];
}

/** The report for a person: a line for each invariant, then the violations by their ids, then the verdict. */
export function renderText(report: AuditReport, { source, asOf, graceSeconds }: Origin): string {
  const when = asOf ? `, as of ${asOf.toISOString()}` : '';
  const lines = [
    `Audit of ${source}${when}; ${graceSeconds} s after its deadline a thing is late`,
    ...report.invariants.map(summary),
    ...report.invariants.flatMap(details),
    ...rounds(report),
    ...(report.clean ? [] : ['']),
    report.clean
      ? 'audit clean'
      : plural(
          report.violations,
          report.invariants.some(({ orMore }) => orMore),
        ),
  ];
  return `${lines.join('\n')}\n`;
}

/** The report for a program: one JSON document. */
export function renderJson(report: AuditReport, origin: Origin): string {
  const invariants = report.invariants.map(({ findings, ...rest }) => ({
    ...rest,
    findings: findings.slice(0, SHOWN_AS_JSON),
  }));
  return `${JSON.stringify({ ...origin, ...report, invariants }, null, 2)}\n`;
}
