import { diffStatuses, mergeChanges, type SeatChanges } from './seat-changes.ts';

/** A seat map as far as a stream tells of it. `layout` names its seats, names and prices. */
export type KnownMap = { sequence: number; layout: string; taken: Uint8Array };

/** What changed until a sequence. `isLayout` says that seats, names or prices did. */
export type SeatNews = { sequence: number; changes: SeatChanges; isLayout: boolean };

/** The map of one event as it was read last, and what changed before. */
export type SeatLog = {
  current(): KnownMap;
  /** When the map was read, in milliseconds. */
  readAt(): number;
  /** Takes in the map that was read at a moment; answers what is new, or `replaced` when it has another past. */
  take(map: KnownMap, at: number): SeatNews | 'replaced' | undefined;
  /** Everything that changed after a sequence; undefined when that is not known any more, or not yet. */
  after(sequence: number): SeatNews | undefined;
  /** About how much memory it takes. */
  bytes(): number;
};

type Entry = SeatNews & { at: number };

const MAX_ENTRIES = 600;
const MAX_CHANGES = 20_000;
const MAX_AGE_MS = 120_000;
// Of two processes of inventory one may know of a change before the other, for as long as half a second.
const DOUBT_MS = 2000;
const BYTES_A_CHANGE = 16;

/** The map with bytes of its own: those of a message are part of a larger buffer. */
const keep = ({ sequence, layout, taken }: KnownMap): KnownMap => ({ sequence, layout, taken: taken.slice() });

/**
 * Keeps what changed in the last two minutes, as far as it is not much. Statuses are absolute, so that changes which begin
 * before the sequence that somebody knows do no harm. A map that is older than the one before comes from a process that
 * lags and is left out; when there are only such for two seconds, another database has taken the place of the one before.
 */
export function createSeatLog(first: KnownMap, at: number): SeatLog {
  let map = keep(first);
  let readAt = at;
  let entries: Entry[] = [];
  let changeCount = 0;
  /** What changed after it is known. */
  let base = first.sequence;
  let doubtSince: number | undefined;

  function trim(now: number): void {
    const isTooMuch = ({ at: age }: Entry) =>
      entries.length > MAX_ENTRIES || changeCount > MAX_CHANGES || now - age > MAX_AGE_MS;
    for (let oldest = entries[0]; oldest && isTooMuch(oldest); oldest = entries[0]) {
      entries.shift();
      changeCount -= oldest.changes.length / 2;
      base = oldest.sequence + (oldest.isLayout ? 1 : 0);
    }
  }

  function replace(next: KnownMap): 'replaced' {
    map = keep(next);
    [entries, changeCount, base, doubtSince] = [[], 0, next.sequence, undefined];
    return 'replaced';
  }

  function add(next: KnownMap, now: number): SeatNews {
    const { sequence } = next;
    const news = { sequence, changes: diffStatuses(map.taken, next.taken), isLayout: map.layout !== next.layout };
    map = keep(next);
    entries.push({ ...news, at: now });
    changeCount += news.changes.length / 2;
    trim(now);
    return news;
  }

  return {
    current: () => map,
    readAt: () => readAt,
    take(next, now) {
      readAt = now;
      if (next.sequence < map.sequence) {
        doubtSince ??= now;
        return now - doubtSince < DOUBT_MS ? undefined : replace(next);
      }
      doubtSince = undefined;
      if (next.sequence > map.sequence) return add(next, now);
      return next.layout === map.layout ? undefined : add(next, now);
    },
    after(sequence) {
      if (sequence < base || sequence > map.sequence) return undefined;
      const missed = entries.filter((entry) => entry.sequence > sequence);
      return {
        sequence: map.sequence,
        changes: mergeChanges(missed.map(({ changes }) => changes)),
        // Of two processes with this sequence one may know of new tickets or prices, and the other of seats that were sold.
        isLayout: entries.some((entry) => entry.isLayout && entry.sequence >= sequence),
      };
    },
    bytes: () => map.taken.length + changeCount * BYTES_A_CHANGE + entries.length * 100,
  };
}
