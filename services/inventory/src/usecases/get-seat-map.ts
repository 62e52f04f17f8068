import { ticketNumberOf } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';
import { createSeatHistory, type SeatHistory } from '../domain/seat-history.ts';
import { areNumbered, packStatuses, type SeatRun, seatRuns, setStatus } from '../domain/seat-map.ts';
import { readSeatChanges, readSeatStatuses, readSeats } from '../storage/event-seats.ts';
import { requireOwn, requirePublished } from '../storage/terms.ts';
import { createSeatMemory } from './seat-memory.ts';

/** Every seat of an event. `layout` names the runs, in every process: they are the same as long as it is. */
export type SeatMap = { sequence: number; layout: string; runs: SeatRun[]; taken: Uint8Array };

type Layout = { tickets: number; prices: string; runs: SeatRun[] };
/** A map that is brought up to date by what its history gains. */
type Followed = { readAt: number; wholeAt: number; map: SeatMap; history: SeatHistory };
/** What is kept of an event; the map only of a published one. */
type Kept = { layout: Layout; followed?: Followed };

// Long enough for several gateways to share what was read, and short beside the second that a map may lag.
const FRESH_MS = 20;
// Prices, new tickets and what a slow transaction changed show after this long at most.
const WHOLE_MS = 500;
// Names take the room: some 40 bytes a seat.
const SEATS_IN_MEMORY = 1_000_000;

async function readLayout(em: EntityManager, eventId: number): Promise<Layout> {
  const { tickets, prices } = await readSeats(em, eventId);
  const runs = seatRuns(tickets);
  if (!areNumbered(runs)) throw new Error(`the tickets of event ${eventId} are not numbered from 1 on`);
  return { tickets: tickets.length, prices, runs };
}

/** Reads the status of every ticket, what the history has after a line, and the layout unless it is as it was. */
async function readNow(em: EntityManager, eventId: number, known: Layout | undefined, after: number) {
  for (let layout = known ?? (await readLayout(em, eventId)); ; layout = await readLayout(em, eventId)) {
    // After the layout: if a batch or a price came between the two, both are read once more.
    const { digits, sequence: changes, prices, lastLine, linesAfter } = await readSeatStatuses(em, eventId, after);
    if (layout.tickets !== digits.length || layout.prices !== prices) continue;
    // A ticket that came is a change too.
    const sequence = changes + layout.tickets;
    const map = { sequence, layout: `${layout.tickets}.${prices}`, runs: layout.runs, taken: packStatuses(digits) };
    return { layout, map, lastLine, linesAfter };
  }
}

/** Reads the status of every ticket, for a map that is followed from there on. */
async function readWhole(em: EntityManager, eventId: number, kept: Kept | undefined): Promise<Required<Kept>> {
  const readAt = performance.now();
  const before = kept?.followed?.history;
  const after = before?.readOnAfter() ?? Number.MAX_SAFE_INTEGER;
  const { layout, map, lastLine, linesAfter } = await readNow(em, eventId, kept?.layout, after);
  const history = before ?? createSeatHistory(lastLine, readAt);
  history.unread(
    linesAfter.map((id) => ({ id })),
    readAt,
  );
  return { layout, followed: { readAt, wholeAt: readAt, map, history } };
}

/** Reads what has changed since. */
async function readOn(em: EntityManager, eventId: number, before: Followed): Promise<Followed> {
  const readAt = performance.now();
  const lines = await readSeatChanges(em, eventId, before.history.readOnAfter());
  const changes = before.history.unread(lines, readAt);
  if (changes.length === 0) return { ...before, readAt };
  const taken = before.map.taken.slice();
  for (const { ticket_id: id, to_status: status } of changes) setStatus(taken, ticketNumberOf(id), status);
  return { ...before, readAt, map: { ...before.map, sequence: before.map.sequence + changes.length, taken } };
}

/**
 * Reads seat maps. Names, sections and prices stay in memory, for a million seats at most, until a batch or a price changes.
 * `sequence` is the number of tickets and of the changes they have seen: it grows with each and never tells more or less
 * than the map shows.
 */
export function seatMaps(database: Database) {
  const memory = createSeatMemory<Kept>(SEATS_IN_MEMORY);
  const reading = new Map<number, Promise<SeatMap>>();

  async function readNext(em: EntityManager, eventId: number, kept: Kept | undefined): Promise<Required<Kept>> {
    const published = requirePublished(em, eventId);
    const known = kept?.followed;
    if (kept && known && performance.now() - known.wholeAt < WHOLE_MS) {
      // Side by side: what is new is little, and readers wait for it.
      const [followed] = await Promise.all([readOn(em, eventId, known), published]);
      return { layout: kept.layout, followed };
    }
    await published;
    return readWhole(em, eventId, kept);
  }

  async function read(eventId: number, kept: Kept | undefined): Promise<SeatMap> {
    const em = database.read();
    try {
      const next = await readNext(em, eventId, kept);
      memory.set(eventId, next, next.layout.tickets);
      return next.followed.map;
    } catch (error) {
      memory.delete(eventId);
      throw error;
    } finally {
      reading.delete(eventId);
    }
  }

  return {
    /**
     * Every seat of a published event. Statuses are brought up to date by what the history has gained, once for all who ask
     * within 20 ms, and read whole every half a second. Throws `event_not_found`.
     */
    async getSeatMap(eventId: number): Promise<SeatMap> {
      const kept = memory.get(eventId);
      if (kept?.followed && performance.now() - kept.followed.readAt < FRESH_MS) return kept.followed.map;
      const map = reading.get(eventId) ?? read(eventId, kept);
      reading.set(eventId, map);
      return map;
    },
    /** Every seat of a partner's own event, whatever its status, as it is now. Throws `event_not_found`. */
    async getOwnSeatMap(eventId: number, partnerId: number): Promise<SeatMap> {
      const em = database.read();
      await requireOwn(em, eventId, partnerId);
      const { layout, map } = await readNow(em, eventId, memory.get(eventId)?.layout, Number.MAX_SAFE_INTEGER);
      memory.set(eventId, { ...memory.get(eventId), layout }, layout.tickets);
      return map;
    },
  };
}
