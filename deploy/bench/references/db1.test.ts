import { expect, test } from '@jest/globals';
import { readPgbench } from './db1.ts';

const OUTPUT = `transaction type: purchase.sql
number of transactions actually processed: 9320
number of failed transactions: 0 (0.000%)
latency average = 3.427 ms
initial connection time = 21.337 ms
tps = 2334.123456 (without initial connection time)
`;

test('the rate and the latency are read from what pgbench says', () => {
  expect(readPgbench(OUTPUT)).toEqual({ perSecond: 2334.123456, latencyMs: 3.427 });
});

test('a run that was too short for any transaction has the rate 0', () => {
  const output = 'number of transactions actually processed: 0\nnumber of failed transactions: 0 (NaN%)\n';
  expect(readPgbench(output)).toEqual({ perSecond: 0, latencyMs: 0 });
});

test('pgbench that says no rate is told with what it said', () => {
  expect(() => readPgbench('FATAL: no such database')).toThrow('no such database');
});
