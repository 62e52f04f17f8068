import { expect, test } from '@jest/globals';
import { countLines, fileNameOf } from './count-lines.ts';

test('lines are counted as they end', () => {
  expect(countLines(new TextEncoder().encode('a,b\r\nc,d\r\ne'))).toBe(2);
  expect(countLines(new Uint8Array())).toBe(0);
});

test('a file is named as its answer says', () => {
  expect(fileNameOf('attachment; filename="sales.csv"', 'x.csv')).toBe('sales.csv');
  expect(fileNameOf('attachment; filename=sales.csv; foo=1', 'x.csv')).toBe('sales.csv');
  expect(fileNameOf('attachment', 'x.csv')).toBe('x.csv');
  expect(fileNameOf(null, 'x.csv')).toBe('x.csv');
});
