import { expect, test } from '@jest/globals';
import { type AuditReport, describe, type InvariantReport, renderJson, renderText } from './report.ts';

const ORIGIN = { source: 'the running platform in /data', graceSeconds: 60 };

function invariant(id: string, fields: Partial<InvariantReport> = {}): InvariantReport {
  return { id, sentence: `sentence of ${id}`, rows: 1_234_567, violations: 0, orMore: false, findings: [], ...fields };
}

function reportOf(invariants: InvariantReport[], fields: Partial<AuditReport> = {}): AuditReport {
  const violations = invariants.reduce((sum, one) => sum + one.violations, 0);
  return { clean: violations === 0, violations, rounds: 1, passing: 0, seconds: 1.5, invariants, ...fields };
}

const findings = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ ids: { purchase_id: i + 1 }, problem: 'is wrong' }));

test('a clean audit is a line for each invariant and a verdict', () => {
  expect(renderText(reportOf([invariant('I1'), invariant('I2', { rows: 0 })]), ORIGIN).split('\n')).toEqual([
    'Audit of the running platform in /data; 60 s after its deadline a thing is late',
    'I1  ok        1,234,567 rows  sentence of I1',
    'I2  ok                0 rows  sentence of I2',
    'audit clean',
    '',
  ]);
});

test('of many violations the first twenty are shown, and how many there are', () => {
  const text = renderText(
    reportOf([invariant('I1'), invariant('I3', { violations: 23, findings: findings(23) })]),
    ORIGIN,
  );
  expect(text).toContain('I3  FAIL      1,234,567 rows  sentence of I3\n');
  expect(text).toContain('\nI3: 23 violations\n  purchase 1: is wrong\n');
  expect(text).toContain('  purchase 20: is wrong\n  and 3 more\n');
  expect(text.endsWith('\n23 violations\n')).toBe(true);
});

test('it is told that what was found was looked for again', () => {
  const text = renderText(
    reportOf([invariant('I3', { violations: 1, findings: findings(1) })], { rounds: 3, passing: 2 }),
    ORIGIN,
  );
  expect(text).toContain(
    'Looked 3 times: on a running platform only what is found each time is a violation; 2 found at first were not found again.',
  );
  expect(text.endsWith('\n1 violation\n')).toBe(true);
});

test('the deadline of a stopped platform is the moment it stopped', () => {
  const asOf = new Date('2026-11-23T12:00:00.000Z');
  expect(renderText(reportOf([]), { ...ORIGIN, source: 'the stopped platform in /data', asOf })).toContain(
    'Audit of the stopped platform in /data, as of 2026-11-23T12:00:00.000Z; 60 s',
  );
});

test('ids that are not there are not named', () => {
  const ids = { partner_id: 1, event_id: 0, section: null, hour: '2026-11-23T12:00Z' };
  expect(describe({ ids, problem: 'is wrong' })).toBe('partner 1, event 0, hour 2026-11-23T12:00Z: is wrong');
});

test('as JSON it is one document', () => {
  const report = reportOf([invariant('I3', { violations: 1, findings: findings(1) })]);
  expect(JSON.parse(renderJson(report, ORIGIN))).toEqual({ ...ORIGIN, ...report });
});
