import { expect, test } from '@jest/globals';
import { arrayLiteral } from './array-literal.ts';

test.each([
  ['nothing', [], '{}'],
  ['numbers', [1, -2, 9_007_199_254_740_991n], '{1,-2,9007199254740991}'],
  ['truths', [true, false], '{true,false}'],
  ['texts', ['a b', '', 'NULL', '{x}', 'it, is'], '{"a b","","NULL","{x}","it, is"}'],
  ['texts that must be escaped', ['say "hi"', 'C:\\'], '{"say \\"hi\\"","C:\\\\"}'],
  ['what is not there', [null, undefined, 1], '{NULL,NULL,1}'],
  ['a time', [new Date('2027-01-01T12:00:00.123Z')], '{"2027-01-01T12:00:00.123Z"}'],
  ['bytes', [Buffer.from([0, 255])], '{"\\\\x00ff"}'],
])('%s', (_what, values, literal) => {
  expect(arrayLiteral(values)).toBe(literal);
});

test.each([
  ['a list', [[1]]],
  ['an object', [{ a: 1 }]],
])('not of %s', (_what, values) => {
  expect(arrayLiteral(values)).toBeUndefined();
});
