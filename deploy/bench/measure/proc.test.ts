import { expect, test } from '@jest/globals';
import { cpuSeconds, readStatusBytes, readTicks } from './proc.ts';

const STAT =
  '1234 (node (x) y) S 1 1234 1234 0 -1 4194560 9 8 7 6 150 50 20 5 20 0 11 0 99999 1000000 500 18446744073709551615';

test('CPU times are read behind a name that may hold blanks and brackets', () => {
  expect(readTicks(STAT)).toEqual({ own: 200, reaped: 25 });
});

test('what is no such line is refused', () => {
  expect(() => readTicks('1234 (node) S 1')).toThrow('/proc/<pid>/stat');
});

test('memory is read in bytes', () => {
  const status = 'Name:\tnode\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n';
  expect(readStatusBytes(status, 'VmRSS')).toBe(1024 ** 2);
  expect(readStatusBytes(status, 'VmHWM')).toBe(2 * 1024 ** 2);
  expect(() => readStatusBytes(status, 'VmSwap')).toThrow('VmSwap');
});

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('the CPU time of this process grows', () => {
  const before = cpuSeconds(process.pid);
  for (const until = performance.now() + 100; performance.now() < until; );
  expect(cpuSeconds(process.pid)).toBeGreaterThan(before);
});
