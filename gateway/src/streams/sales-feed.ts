import { promised, type Services } from '../services.ts';
import { eventFrame } from './frames.ts';
import type { Listener } from './listener.ts';
import { pause } from './pause.ts';
import { readSaleCursor, type SaleCursor, writeSaleCursor } from './sale-cursor.ts';
import { completeSince, describeChanges, type SaleNews } from './sale-news.ts';
import { readSaleChanges } from './sales-reader.ts';
import { createSalesRoom, LOOKBACK_MS, type SalesRoom } from './sales-room.ts';

/** The sales and cancellations of partners, as they happen, for all who follow them. */
export type SalesFeed = {
  /**
   * Lets a partner follow its own sales: from the position on that it names, or from now on after a `reset`. `open` begins
   * the stream, once it is sure that there is one.
   */
  join(partnerId: bigint, position: string | undefined, open: () => Listener): Promise<void>;
  /** Reads no more. */
  stop(): void;
};

/** Settings of the feed, in milliseconds. */
export type SalesFeedOptions = { paceMs?: number; lingerMs?: number };

/** What a listener who comes from elsewhere has missed, and what its room had told by then. */
type Missed = { mark: number; news: SaleNews[]; reason?: string };

const PACE_MS = 250;
// Half of the time belongs to others.
const OF_TIME_TAKEN = 2;
// Rooms stay for those who come back.
const LINGER_MS = 60_000;
const MAX_AGE_MS = 15 * 60_000;
// Listeners of sales that can't be read for so long are let go: they are to know that they hear nothing.
const OUTAGE_MS = 10_000;

const now = () => performance.now();

/**
 * Reads the changes of all partners that are followed four times a second, in one call, and tells each change once: those
 * of the last ten seconds are read again each time, since a change may be committed after the moment that it names.
 */
export function createSalesFeed(services: Services, options: SalesFeedOptions = {}): SalesFeed {
  const { paceMs = PACE_MS, lingerMs = LINGER_MS } = options;
  const { order } = services;
  const rooms = new Map<bigint, { room: SalesRoom; wantedAt: number }>();
  const opening = new Map<bigint, Promise<SalesRoom>>();
  let lastSuccessAt = now();

  async function readAll(): Promise<void> {
    const here = [...rooms.values()].map(({ room }) => room);
    const since = Math.min(...here.map((room) => room.since()));
    const ids = here.map(({ partnerId }) => partnerId);
    const readings = await readSaleChanges(order, ids, since);
    const found = here.map((room) => {
      const reading = promised(readings.get(room.partnerId));
      return { room, reading, unseen: room.unseen(reading) };
    });
    // All at once; and before any of it counts as told, so that a failure loses nothing.
    const news = await describeChanges(
      services,
      found.flatMap(({ unseen }) => unseen),
    );
    let from = 0;
    for (const { room, reading, unseen } of found) {
      room.tell(reading, news.slice(from, from + unseen.length));
      from += unseen.length;
    }
  }

  function close(): void {
    for (const [id, { room, wantedAt }] of rooms) {
      if (room.listeners.size === 0 && now() - wantedAt > lingerMs) rooms.delete(id);
    }
  }

  function failed(): void {
    if (now() - lastSuccessAt < OUTAGE_MS) return;
    for (const { room } of rooms.values()) for (const listener of room.listeners) listener.end();
  }

  async function keepReading(): Promise<void> {
    lastSuccessAt = now();
    let rest = paceMs;
    while (rooms.size > 0) {
      await pause(rest);
      const begun = now();
      await readAll().then(() => {
        lastSuccessAt = now();
      }, failed);
      rest = Math.max(paceMs, (now() - begun) * OF_TIME_TAKEN);
      close();
    }
  }

  async function openRoom(partnerId: bigint): Promise<SalesRoom> {
    try {
      const reading = promised((await readSaleChanges(order, [partnerId], undefined)).get(partnerId));
      const room = createSalesRoom(partnerId, reading);
      rooms.set(partnerId, { room, wantedAt: now() });
      if (rooms.size === 1) void keepReading();
      return room;
    } finally {
      opening.delete(partnerId);
    }
  }

  async function roomOf(partnerId: bigint): Promise<SalesRoom> {
    const known = rooms.get(partnerId);
    if (known) {
      known.wantedAt = now();
      return known.room;
    }
    const room = opening.get(partnerId) ?? openRoom(partnerId);
    opening.set(partnerId, room);
    return room;
  }

  /** Reads what somebody missed who was told by another room. */
  async function readMissed(room: SalesRoom, { at }: SaleCursor): Promise<Missed> {
    const mark = room.told();
    if (room.since() + LOOKBACK_MS - at > MAX_AGE_MS) return { mark, news: [], reason: 'too_old' };
    const since = at - LOOKBACK_MS;
    const { changes, limit } = promised((await readSaleChanges(order, [room.partnerId], since)).get(room.partnerId));
    if (completeSince(changes, limit) > since) return { mark, news: [], reason: 'too_many' };
    return { mark, news: await describeChanges(services, changes) };
  }

  return {
    stop: () => rooms.clear(),
    async join(partnerId, position, open) {
      const room = await roomOf(partnerId);
      const cursor = position === undefined ? undefined : readSaleCursor(position);
      const isFromElsewhere = cursor !== undefined && room.afterCursor(cursor) === undefined;
      const missed = isFromElsewhere ? await readMissed(room, cursor) : undefined;
      // From here on without a pause: what is read next is told to this listener too.
      const listener = open();
      listener.send(beginningOf(room, position, cursor, missed));
      room.listeners.add(listener);
      listener.whenOver(() => {
        room.listeners.delete(listener);
        const known = rooms.get(partnerId);
        if (known?.room === room) known.wantedAt = now();
      });
    },
  };
}

const framesOf = (told: readonly { frame: string }[]) => told.map(({ frame }) => frame).join('');

/** What a listener gets first: all that it missed, or a reset, and where it stands now. */
function beginningOf(
  room: SalesRoom,
  position: string | undefined,
  cursor: SaleCursor | undefined,
  missed: Missed | undefined,
): string {
  if (cursor === undefined) return room.resetFrame(position === undefined ? 'connected' : 'unknown_position');
  const told = room.afterCursor(cursor);
  if (told !== undefined) return framesOf(told);
  const since = missed && room.after(missed.mark);
  if (!missed || missed.reason !== undefined || since === undefined)
    return room.resetFrame(missed?.reason ?? 'too_many');
  const keys = new Set(missed.news.map(({ key }) => key));
  const frames = missed.news.map(({ event, data, at }) =>
    eventFrame(event, data, writeSaleCursor({ room: '', number: 0, at })),
  );
  // An id without data is no event, but what a client sends when it comes back.
  return `${frames.join('')}${framesOf(since.filter(({ key }) => !keys.has(key)))}id: ${room.position()}\n\n`;
}
