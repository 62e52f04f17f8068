import { expect, test } from '@jest/globals';
import type { Measure } from '../measure/ratios.ts';
import { chartOf, reachOf } from './chart.ts';
import { figureTable, ratioTable, short } from './table.ts';

const measure: Measure = {
  id: '1',
  name: 'sale <wide>',
  ratio: 'purchases/s / DB-1',
  better: 'higher',
  target: 0.8,
  stretch: 1.2,
  rounds: [0.9, 0.7, 1.3],
};

test('numbers have three digits that count', () => {
  expect([0.01234, 1.2345, 99.94, 1234.5, 0].map(short)).toEqual(['0.0123', '1.23', '99.9', '1,235', '0']);
});

test('a table has a line for each measure with its goals and verdict', () => {
  const [head, rule, line, ...rest] = ratioTable([measure]).split('\n');
  expect(head).toContain('| median | min | max | target | stretch | verdict');
  expect(rule).toMatch(/^\|( -+ \|)+$/);
  expect(line?.split('|').map((cell) => cell.trim())).toEqual([
    '',
    '1',
    'sale <wide>',
    'purchases/s / DB-1',
    '0.9',
    '0.7',
    '1.3',
    '≥ 0.8',
    '≥ 1.2',
    'target reached',
    '',
  ]);
  expect(rest).toEqual([]);
});

test('figures have their unit', () => {
  expect(figureTable([{ name: 'a purchase', value: 12.345, unit: 'ms' }])).toContain('12.3 ms');
});

test('the target stands in the middle, whichever way is better', () => {
  expect(reachOf(0.8, measure)).toBe(0.5);
  expect(reachOf(0.4, measure)).toBe(0.25);
  expect(reachOf(100, measure)).toBe(1);
  expect(reachOf(12, { better: 'lower', target: 6 })).toBe(0.25);
  expect(reachOf(6, { better: 'lower', target: 6 })).toBe(0.5);
});

test('a chart has a bar and the numbers of each measure, and escapes their names', () => {
  const chart = chartOf([measure, { ...measure, better: 'lower', rounds: [5] }], 'Ratios & targets');
  expect(chart.match(/<rect /g)).toHaveLength(3);
  expect(chart).toContain('sale &lt;wide&gt;');
  expect(chart).toContain('Ratios &amp; targets');
  expect(chart).toContain('0.9 (≥ 0.8)');
  expect(chart).toContain('5 (≤ 0.8)');
});
