import { DomainError } from '@boxoffice/kernel';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutPage, decodeCursor, encodeCursor, pageLimit } from './page.ts';

const base64url = (text: string) => Buffer.from(text).toString('base64url');

test('a position comes back from its cursor as it was', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.string({ unit: 'grapheme' }), (number, text) => {
      expect(decodeCursor(encodeCursor([number, text]), ['number', 'string'])).toEqual([number, text]);
    }),
  );
});

test.each([undefined, ''])('no cursor (%j) means the first page', (cursor) => {
  expect(decodeCursor(cursor, ['number'])).toBeUndefined();
});

const FORGED: [what: string, cursor: string][] = [
  ['a word', 'next'],
  ['an id in the clear', '42'],
  ['no list', base64url('42')],
  ['an object', base64url('{"0":42,"length":1}')],
  ['nothing in it', base64url('[]')],
  ['too much in it', base64url('[42,43]')],
  ['a text for a number', base64url('["42"]')],
  ['null', base64url('[null]')],
  ['a list in the list', base64url('[[42]]')],
  ['a fraction', base64url('[42.5]')],
  ['more than a safe integer', base64url('[9007199254740993]')],
  ['infinity', base64url('[1e999]')],
  ['SQL', base64url('["1; drop table tickets"]')],
  ['cut JSON', base64url('[42')],
];

test.each(FORGED)('a cursor with %s is refused', (_what, cursor) => {
  expect(() => decodeCursor(cursor, ['number'])).toThrow(
    expect.objectContaining({ kind: 'invalid', reason: 'invalid_cursor' }),
  );
});

test('whatever clients send is a position or refused as theirs', () => {
  const cursor = fc.oneof(
    fc.string(),
    fc.base64String(),
    fc.json().map(base64url),
    // Not `String`: an object without a prototype has none.
    fc.array(fc.anything()).map((value) => fc.stringify(value)),
  );
  fc.assert(
    fc.property(cursor, (text) => {
      fc.pre(text !== '');
      try {
        expect(decodeCursor(text, ['number'])).toEqual([expect.any(Number)]);
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
      }
    }),
  );
});

test('a cursor that means a position but was not made here is refused too', () => {
  for (const cursor of [base64url('[ 42 ]'), `${encodeCursor([42])}!`, `${encodeCursor([42])}=`]) {
    expect(() => decodeCursor(cursor, ['number'])).toThrow(expect.objectContaining({ reason: 'invalid_cursor' }));
  }
});

test.each([
  [undefined, 20],
  [0, 20],
  [1, 1],
  [100, 100],
  [101, 100],
  [2 ** 31, 100],
  [-5, 1],
])('a page of %p rows has %d', (asked, given) => {
  expect(pageLimit(asked)).toBe(given);
});

test('a page that ends with a falsy row has a next page all the same', () => {
  expect(cutPage([0, 1], 1, (row) => [row])).toEqual({ rows: [0], nextCursor: encodeCursor([0]) });
});

test('following the cursors shows every row once, in order, whatever the page size', () => {
  const positionOf = (row: number) => [row];
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { maxLength: 50 }), fc.integer({ min: 1, max: 60 }), (ids, limit) => {
      const rows = ids.toSorted((a, b) => a - b);
      const seen: number[] = [];
      for (let cursor = ''; ; ) {
        const [after = -1] = decodeCursor(cursor, ['number']) ?? [];
        const page = cutPage(rows.filter((row) => row > Number(after)).slice(0, limit + 1), limit, positionOf);
        expect(page.rows.length).toBeLessThanOrEqual(limit);
        seen.push(...page.rows);
        if (page.nextCursor === '') break;
        cursor = page.nextCursor;
      }
      expect(seen).toEqual(rows);
    }),
  );
});
