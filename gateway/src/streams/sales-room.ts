import { randomBytes } from 'node:crypto';
import type { SaleChange } from '@boxoffice/contracts/order/v1/order_service';
import { eventFrame } from './frames.ts';
import type { Listener } from './listener.ts';
import { type SaleCursor, writeSaleCursor } from './sale-cursor.ts';
import { completeSince, keyOf, momentOf, type SaleNews } from './sale-news.ts';

/** What was read of one partner's changes: the newest `limit` of either kind, oldest first. */
export type SalesReading = { changes: readonly SaleChange[]; limit: number; readAt: number };

/** An event that was told, and the key of its change; a reset has none. */
export type Told = { key: string; frame: string };

/** Everyone who follows one partner's sales, and what they have been told. */
export type SalesRoom = {
  partnerId: bigint;
  listeners: Set<Listener>;
  /** From which moment on changes are to be read. */
  since(): number;
  /** Those that nobody has been told; none when they are too many. */
  unseen(reading: SalesReading): SaleChange[];
  /** Tells everyone the news of a reading, and that too much happened if it did. */
  tell(reading: SalesReading, news: readonly SaleNews[]): void;
  /** How many events it has told. */
  told(): number;
  /** What it has told after so many; undefined when that is forgotten. */
  after(number: number): Told[] | undefined;
  /** The same after a client's position; undefined when it is one of another room. */
  afterCursor(cursor: SaleCursor): Told[] | undefined;
  /** Where those stand who know all that this room has told. */
  position(): string;
  /** Tells that too much was missed, or that somebody is new. */
  resetFrame(reason: string): string;
};

/**
 * How far back it is read: a sale may be committed some time after the moment it names, and is told all the same if that
 * is no later than ten seconds.
 */
export const LOOKBACK_MS = 10_000;

// Where even this is not read whole, too much happened.
const LEAST_LOOKBACK_MS = 1000;
const MAX_TOLD = 1000;

/** Opens a room; what has happened before is known to those who come. */
export function createSalesRoom(partnerId: bigint, first: SalesReading): SalesRoom {
  const id = randomBytes(6).toString('base64url');
  const listeners = new Set<Listener>();
  const seen = new Map<string, number>();
  let readAt = first.readAt;
  /** What happened before it was left out on purpose. */
  let floor = completeSince(first.changes, first.limit);
  /** When everyone began anew: what had happened by then was read otherwise. */
  let begunAt = first.readAt;
  let told: Told[] = [];
  let count = 0;

  const since = () => Math.max(readAt - LOOKBACK_MS, floor);
  const cursor = (at: number) => writeSaleCursor({ room: id, number: count, at });

  function note(reading: SalesReading): void {
    for (const change of reading.changes) seen.set(keyOf(change), momentOf(change));
    // The clocks of two processes may differ: it never goes back.
    readAt = Math.max(readAt, reading.readAt);
    for (const [key, at] of seen) if (at < since()) seen.delete(key);
  }

  function add(key: string, event: string, data: string, at: number): string {
    count++;
    const frame = eventFrame(event, data, cursor(Math.min(at, readAt)));
    told.push({ key, frame });
    return frame;
  }

  function tooMuch(from: number): string {
    [floor, begunAt, told] = [from, readAt, []];
    return add('', 'reset', JSON.stringify({ reason: 'too_many' }), readAt);
  }

  function after(number: number): Told[] | undefined {
    const missed = count - number;
    return missed < 0 || missed > told.length ? undefined : told.slice(told.length - missed);
  }

  /** More happened since it was read last than is read. */
  const isTooMuch = ({ changes, limit }: SalesReading) =>
    completeSince(changes, limit) > Math.max(readAt - LEAST_LOOKBACK_MS, begunAt);

  note(first);
  return {
    partnerId,
    listeners,
    since,
    unseen(reading) {
      if (isTooMuch(reading)) return [];
      return reading.changes.filter((change) => momentOf(change) >= since() && !seen.has(keyOf(change)));
    },
    tell(reading, news) {
      const isReset = isTooMuch(reading);
      note(reading);
      const frames = isReset
        ? tooMuch(completeSince(reading.changes, reading.limit))
        : news.map(({ key, event, data, at }) => add(key, event, data, at)).join('');
      if (told.length > MAX_TOLD) told = told.slice(-MAX_TOLD);
      if (frames === '') return;
      const bytes = Buffer.from(frames);
      for (const listener of listeners) listener.send(bytes);
    },
    told: () => count,
    after,
    afterCursor: ({ room, number }) => (room === id ? after(number) : undefined),
    position: () => cursor(readAt),
    resetFrame: (reason) => eventFrame('reset', JSON.stringify({ reason }), cursor(readAt)),
  };
}
