import { expect, test } from '@jest/globals';
import { closingLine, one, sum } from './stage.ts';

test('the closing line names skipped tests only when there are some', () => {
  expect(closingLine(sum([one(true), { passed: 3, failed: 0, skipped: 0 }]))).toBe('4 passed, 0 failed');
  expect(closingLine(sum([one(false), { passed: 1, failed: 1, skipped: 2 }]))).toBe('1 passed, 2 failed, 2 skipped');
});
