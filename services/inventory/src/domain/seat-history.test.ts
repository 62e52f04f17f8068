import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSeatHistory } from './seat-history.ts';

const lines = (...ids: number[]) => ids.map((id) => ({ id }));
const quiet = (next: number) => ({ oldest: next, next });

test('each line is told once, though it is read again', () => {
  const history = createSeatHistory();
  expect(history.unread([], 10, quiet(100))).toEqual([]);
  expect(history.readOnAfter()).toBe(10);
  expect(history.unread(lines(11, 12), 12, { oldest: 101, next: 105 })).toEqual(lines(11, 12));
  expect(history.readOnAfter()).toBe(10);
  expect(history.unread(lines(11, 12, 13), 13, { oldest: 104, next: 107 })).toEqual(lines(13));
  expect(history.readOnAfter()).toBe(10);
  expect(history.unread(lines(11, 12, 13), 13, { oldest: 105, next: 108 })).toEqual([]);
  expect(history.readOnAfter()).toBe(12);
});

test('a line that comes to light after later ones is told, however late', () => {
  const history = createSeatHistory();
  history.unread([], 10, quiet(100));
  // The one that writes line 11 is number 101.
  expect(history.unread(lines(12), 12, { oldest: 101, next: 103 })).toEqual(lines(12));
  for (let next = 104; next < 200; next++) {
    expect(history.unread(lines(12), 12, { oldest: 101, next })).toEqual([]);
    expect(history.readOnAfter()).toBe(10);
  }
  expect(history.unread(lines(11, 12), 12, quiet(201))).toEqual(lines(11));
  expect(history.readOnAfter()).toBe(12);
});

test('until the writers of the first moment have ended no line is sure', () => {
  const history = createSeatHistory();
  expect([history.readOnAfter(), history.lowest()]).toEqual([undefined, undefined]);
  history.unread([], 10, { oldest: 90, next: 100 });
  expect([history.readOnAfter(), history.lowest()]).toEqual([undefined, 10]);
  // With the tickets come the lines after the lowest.
  history.unread(lines(11), 11, { oldest: 100, next: 102 });
  expect(history.readOnAfter()).toBe(10);
  expect(history.unread(lines(11, 12), 12, quiet(103))).toEqual(lines(12));
});

test('an event without history is sure at once', () => {
  const history = createSeatHistory();
  history.unread([], 0, quiet(5));
  expect(history.readOnAfter()).toBe(0);
  expect(history.unread(lines(1), 1, quiet(7))).toEqual(lines(1));
});

/** A transaction of a random history: it begins, writes its lines later, ends later still; times are in ticks. */
type Writer = { begins: number; writes: number; ends: number; lines: number };

test('whoever follows a history knows every line once all have ended, and none twice', () => {
  const writer = fc
    .record({ begins: fc.nat(60), writes: fc.nat(10), ends: fc.nat(30), lines: fc.integer({ min: 1, max: 3 }) })
    .map(({ begins, writes, ends, lines }) => ({
      begins,
      writes: begins + writes,
      ends: begins + writes + ends,
      lines,
    }));
  fc.assert(
    fc.property(fc.array(writer, { maxLength: 12 }), fc.array(fc.nat(110), { maxLength: 20 }), (writers, reads) => {
      const byBegin = [...writers].sort((a, b) => a.begins - b.begins);
      let last = 0;
      const written = [...writers]
        .sort((a, b) => a.writes - b.writes)
        .flatMap((by: Writer) => Array.from({ length: by.lines }, () => ({ id: ++last, by })));
      const history = createSeatHistory();
      const told: number[] = [];
      for (const at of [...reads, 200, 201].sort((a, b) => a - b)) {
        const begun = byBegin.filter(({ begins }) => begins <= at);
        const running = begun.findIndex(({ ends }) => ends > at);
        const snapshot = { oldest: running < 0 ? begun.length : running, next: begun.length };
        const shown = written.filter(({ by }) => by.ends <= at);
        const end = shown.at(-1)?.id ?? 0;
        const after = history.readOnAfter();
        // The tickets themselves, as long as it is not known after which line to read on.
        if (after === undefined) told.splice(0, told.length, ...shown.map(({ id }) => id));
        const from = after ?? history.lowest() ?? Number.POSITIVE_INFINITY;
        const fresh = history.unread(
          shown.filter(({ id }) => id > from),
          end,
          snapshot,
        );
        if (after !== undefined) told.push(...fresh.map(({ id }) => id));
        expect(told.toSorted((a, b) => a - b)).toEqual(shown.map(({ id }) => id));
      }
    }),
    { numRuns: 2000 },
  );
});
