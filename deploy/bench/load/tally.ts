import { build } from 'hdr-histogram-js';
import type { Latency, LoadReport } from './job.ts';

/** Counts what becomes of requests, between two moments only. */
export type Tally = {
  /** An answer to a request that was (to be) sent at `since`; both in milliseconds of `performance.now()`. */
  answer(status: number, good: boolean, since: number, bytes: number, error: Error | null): void;
  report(): Omit<LoadReport, 'name' | 'offered' | 'sent' | 'cpuSeconds' | 'begun'>;
};

const LONGEST_US = 600_000_000;

/** `from` and `until` in milliseconds of `performance.now()`. */
export function createTally(from: number, until: number, countLate: boolean): Tally {
  const histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_US,
    numberOfSignificantValueDigits: 3,
  });
  const statuses: Record<string, number> = {};
  const wins = { count: 0, lastMs: 0 };
  let [good, answered, bytesInAll] = [0, 0, 0];
  let firstError = '';

  function latency(): Latency {
    const ms = (share: number) => (histogram.totalCount === 0 ? 0 : histogram.getValueAtPercentile(share) / 1000);
    const mean = histogram.totalCount === 0 ? 0 : histogram.mean / 1000;
    return { mean, p50: ms(50), p99: ms(99), p999: ms(99.9), max: ms(100) };
  }

  return {
    answer(status, isGood, since, bytes, error) {
      const now = performance.now();
      const inTime = now >= from && now < until;
      // A closed loop counts what is answered in its time; an open one the latency of all that was to be sent then.
      const measured = countLate ? since >= from && since < until : inTime;
      if (measured && isGood) histogram.recordValue(Math.min(LONGEST_US, Math.round((now - since) * 1000)));
      if (!inTime) return;
      answered++;
      bytesInAll += bytes;
      if (isGood) {
        good++;
        wins.count++;
        wins.lastMs = now - from;
      }
      const name = status === 0 ? 'error' : String(status);
      statuses[name] = (statuses[name] ?? 0) + 1;
      if (error && firstError === '') firstError = error.message;
    },
    report() {
      const seconds = (until - from) / 1000;
      return {
        seconds,
        good,
        perSecond: good / seconds,
        answered,
        answeredPerSecond: answered / seconds,
        statuses,
        firstError,
        latency: latency(),
        bytes: bytesInAll,
        wins,
      };
    },
  };
}
