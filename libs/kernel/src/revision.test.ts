import { expect, test } from '@jest/globals';
import { type Revision, revisionSeen } from './revision.ts';

/** What is seen of a mark: the snapshot and the time, one after the other. */
function seen(...looks: [mark: string, oldest: number, next: number, now: number][]): Revision | undefined {
  let revision: Revision | undefined;
  for (const [mark, oldest, next, now] of looks) revision = revisionSeen(revision, mark, { oldest, next }, now);
  return revision;
}

test('a mark is settled once all have ended who were writing when it was first seen', () => {
  expect(seen(['a', 90, 100, 1])?.settledAt).toBeUndefined();
  expect(seen(['a', 90, 100, 1], ['a', 99, 120, 2])?.settledAt).toBeUndefined();
  expect(seen(['a', 90, 100, 1], ['a', 99, 120, 2], ['a', 100, 130, 3])?.settledAt).toBe(3);
});

test('it stays settled from then on, whoever writes', () => {
  expect(seen(['a', 90, 100, 1], ['a', 100, 130, 3], ['a', 100, 500, 9])?.settledAt).toBe(3);
});

test('another mark begins anew, also one that was settled before', () => {
  const settled = [
    ['a', 90, 100, 1],
    ['a', 100, 130, 3],
  ] as [string, number, number, number][];
  const fresh = { settledAt: undefined };
  expect(seen(...settled, ['b', 120, 140, 4])).toEqual({ mark: 'b', firstSeen: 140, ...fresh });
  expect(seen(...settled, ['b', 120, 140, 4], ['a', 139, 150, 5])).toEqual({ mark: 'a', firstSeen: 150, ...fresh });
});
