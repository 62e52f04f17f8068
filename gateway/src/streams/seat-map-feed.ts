import { toNumber } from '@boxoffice/kernel';
import { fromConnectError } from '@boxoffice/platform';
import { LRUCache } from 'lru-cache';
import type { SeatMapRead, SeatMapReads } from '../seat-map-reads.ts';
import type { Listener } from './listener.ts';
import { pause } from './pause.ts';
import { endFrame, newsFrames, snapshotFrame } from './seat-frames.ts';
import { createSeatLog, type KnownMap, type SeatLog } from './seat-log.ts';

/** The seat maps of events, as they change, for all who follow them. */
export type SeatMapFeed = {
  /**
   * Lets somebody follow an event: from a sequence on, or from a snapshot when none is given or what came after it is not
   * known any more. `open` begins the stream, once it is sure that there is one. Rejects with `event_not_found`.
   */
  join(eventId: bigint, since: number | undefined, open: () => Listener): Promise<void>;
};

/** Everyone who follows one event. */
type Room = { eventId: bigint; log: SeatLog; listeners: Set<Listener>; tookMs: number; failingSince?: number };

/** Settings of the feed. */
export type SeatMapFeedOptions = {
  paceMs?: number;
  /** Called when the seats, names or prices of an event are others than before. */
  onLayout?: (eventId: bigint) => void;
};

const PACE_MS = 100;
// With many events that are followed each is read less often, so that all of them take 250 readings a second; what was
// sold shows within a second all the same.
const FOR_EACH_EVENT_MS = 4;
const SLOWEST_MS = 800;
// Half of the time belongs to others.
const OF_TIME_TAKEN = 2;
// As old as a public read may be.
const MAX_AGE_MS = 700;
// Listeners of a map that can't be read for so long are let go: they are to know that what they show is old.
const OUTAGE_MS = 5000;
// Maps that nobody follows, but whose readers may come to follow them or come back.
const MAX_RECENT = 500;
const MAX_RECENT_BYTES = 64 * 1024 * 1024;

const now = () => performance.now();
const knownMap = ({ sequence, taken, layout }: SeatMapRead): KnownMap => ({ sequence, taken, layout: layout.name });

/**
 * Reads the map of each event that is followed ten times a second, compares it with the one before, and sends what changed
 * to all who follow it: the same bytes, made once.
 */
export function createSeatMapFeed(reads: SeatMapReads, options: SeatMapFeedOptions = {}): SeatMapFeed {
  const { paceMs = PACE_MS, onLayout = () => undefined } = options;
  const rooms = new Map<bigint, Room>();
  const recent = new LRUCache<bigint, { log: SeatLog }>({
    max: MAX_RECENT,
    maxSize: MAX_RECENT_BYTES,
    sizeCalculation: ({ log }) => log.bytes() + 1,
  });
  const logOf = (eventId: bigint) => rooms.get(eventId)?.log ?? recent.get(eventId)?.log;

  function tell({ listeners }: Room, frames: string): void {
    if (frames === '') return;
    const bytes = Buffer.from(frames);
    for (const listener of listeners) listener.send(bytes);
  }

  // Every map that is read passes here, whoever asked for it: so the log knows the one that a client had before it came.
  reads.follow((eventId, map) => {
    const room = rooms.get(eventId);
    const log = logOf(eventId) ?? createSeatLog(knownMap(map), now());
    const news = log.take(knownMap(map), now());
    if (news !== undefined && (news === 'replaced' || news.isLayout)) onLayout(eventId);
    if (!room) {
      // An object of its own each time: the log has another size.
      recent.set(eventId, { log });
    } else if (news !== undefined) {
      const id = toNumber(eventId);
      tell(room, news === 'replaced' ? snapshotFrame(id, log.current()) : newsFrames(id, news));
    }
  });

  function letGo(room: Room, lastWords = ''): void {
    tell(room, lastWords);
    for (const listener of room.listeners) listener.end();
    room.listeners.clear();
  }

  function failed(room: Room, error: unknown): void {
    const { kind, reason } = fromConnectError(error);
    if (kind === 'not_found') {
      letGo(room, endFrame(reason));
      return;
    }
    room.failingSince ??= now();
    if (now() - room.failingSince > OUTAGE_MS) letGo(room);
  }

  async function readOnce(room: Room): Promise<void> {
    const begun = now();
    try {
      await reads.read(room.eventId);
      delete room.failingSince;
    } catch (error) {
      failed(room, error);
    }
    room.tookMs = now() - begun;
  }

  /** How long to wait before the map is read again; readers of the map may have had it read meanwhile. */
  function restOf({ log, tookMs, failingSince }: Room): number {
    const whole = Math.max(paceMs, Math.min(rooms.size * FOR_EACH_EVENT_MS, SLOWEST_MS), tookMs * OF_TIME_TAKEN);
    return failingSince === undefined ? whole - (now() - log.readAt()) : whole;
  }

  async function keepReading(room: Room): Promise<void> {
    while (room.listeners.size > 0) {
      const rest = restOf(room);
      if (rest > 0) await pause(rest);
      if (restOf(room) <= 0 || room.failingSince !== undefined) await readOnce(room);
    }
    rooms.delete(room.eventId);
    recent.set(room.eventId, { log: room.log });
  }

  /** Adds somebody to those who follow an event; its map is read for as long as there is anybody. */
  function add(listener: Listener, eventId: bigint, log: SeatLog): void {
    const known = rooms.get(eventId);
    const room: Room = known ?? { eventId, log, listeners: new Set(), tookMs: 0 };
    room.listeners.add(listener);
    listener.whenOver(() => room.listeners.delete(listener));
    if (known) return;
    rooms.set(eventId, room);
    recent.delete(eventId);
    void keepReading(room);
  }

  /** Whether a map is young enough to begin with (one that is followed is read anew by itself), and not older than `since`. */
  function isCurrent(eventId: bigint, log: SeatLog, since: number): boolean {
    const room = rooms.get(eventId);
    const oldest = room && room.failingSince === undefined ? MAX_AGE_MS : paceMs;
    return now() - log.readAt() < oldest && log.current().sequence >= since;
  }

  return {
    async join(eventId, since, open) {
      let log = logOf(eventId);
      if (!log || !isCurrent(eventId, log, since ?? 0)) {
        const map = await reads.read(eventId);
        log = logOf(eventId) ?? createSeatLog(knownMap(map), now());
      }
      // From here on without a pause: what is read next is told to this listener too.
      const id = toNumber(eventId);
      const listener = open();
      const news = since === undefined ? undefined : log.after(since);
      listener.send(news ? newsFrames(id, news) : snapshotFrame(id, log.current()));
      add(listener, eventId, log);
    },
  };
}
