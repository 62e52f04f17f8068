import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Span, salesPeriod } from './sales-period.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const time = fc.oneof(
  fc.constant(null),
  // Times that lie close together, some of them at the beginning of an hour or a day.
  fc.tuple(fc.integer({ min: 0, max: 75 * HOUR_MS }), fc.constantFrom(1, HOUR_MS, DAY_MS)).map(([ms, unit]) => {
    return new Date(Math.floor(ms / unit) * unit);
  }),
);
const within = (at: number, { from, to }: Span) => at >= from && at < to;

test('each moment is in one of the parts of a period if it is in the period, and in none otherwise', () => {
  fc.assert(
    fc.property(time, time, fc.integer({ min: 0, max: 80 * HOUR_MS }), (from, to, moment) => {
      const { days, hours, partHours } = salesPeriod(from, to);
      for (const at of [moment, ...[from, to].flatMap((edge) => (edge ? [edge.getTime(), edge.getTime() - 1] : []))]) {
        const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
        const day = Math.floor(at / DAY_MS) * DAY_MS;
        const found = [
          within(day, days),
          !within(day, days) && within(hour, hours),
          ...partHours.map((span) => within(at, span)),
        ].filter((one) => one);
        const belongs = (from === null || at >= from.getTime()) && (to === null || at < to.getTime());
        expect(found).toHaveLength(belongs ? 1 : 0);
      }
    }),
    { numRuns: 2000 },
  );
});

test('what a period without limits has is read from whole days', () => {
  const always = { from: -Infinity, to: Infinity };
  expect(salesPeriod(null, null)).toEqual({ days: always, hours: always, partHours: [] });
});
