import { ticketNumberOf } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';
import { createSeatHistory, type SeatHistory } from '../domain/seat-history.ts';
import { areNumbered, packStatuses, type SeatRun, seatRuns, setStatus } from '../domain/seat-map.ts';
import { readSeatChanges, readSeatStatuses, readSeats, readSeatsMark, type SeatsMark } from '../storage/event-seats.ts';
import { requireOwn } from '../storage/terms.ts';
import { createSeatMemory } from './seat-memory.ts';

/** Every seat of an event. `layout` names the runs, in every process: they are the same as long as it is. */
export type SeatMap = { sequence: number; layout: string; runs: SeatRun[]; taken: Uint8Array };

type Layout = { tickets: number; prices: string; runs: SeatRun[] };
/** A map that is brought up to date by what its history gains, as long as the mark is the same. */
type Followed = { readAt: number; mark: SeatsMark; map: SeatMap; history: SeatHistory };
/** What is kept of an event; the map only of a published one. */
type Kept = { layout: Layout; followed?: Followed };

// Long enough for several gateways to share what was read, and short beside the second that a map may lag.
const FRESH_MS = 20;
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
    const { digits, sequence: changes, prices, ...history } = await readSeatStatuses(em, eventId, after);
    if (layout.tickets !== digits.length || layout.prices !== prices) continue;
    // A ticket that came is a change too.
    const sequence = changes + layout.tickets;
    const map = { sequence, layout: `${layout.tickets}.${prices}`, runs: layout.runs, taken: packStatuses(digits) };
    return { layout, map, ...history };
  }
}

/** Reads the status of every ticket, for a map that is followed from there on. The mark was read before. */
async function readWhole(
  em: EntityManager,
  eventId: number,
  kept: Kept | undefined,
  mark: SeatsMark,
): Promise<Required<Kept>> {
  const readAt = performance.now();
  const history = kept?.followed?.history ?? createSeatHistory();
  const after = history.lowest() ?? Number.MAX_SAFE_INTEGER;
  const { layout, map, lastLine, linesAfter, oldest, next } = await readNow(em, eventId, kept?.layout, after);
  history.unread(
    linesAfter.map((id) => ({ id })),
    lastLine,
    { oldest, next },
  );
  return { layout, followed: { readAt, mark, map, history } };
}

/** Reads what has changed since; undefined when that does not tell all. */
async function readOn(em: EntityManager, eventId: number, { layout, followed }: Kept): Promise<Followed | undefined> {
  const after = followed?.history.readOnAfter();
  if (!followed || after === undefined) return undefined;
  const readAt = performance.now();
  const read = await readSeatChanges(em, eventId, after);
  if (!read) return { ...followed, readAt };
  // Of a batch that has come since.
  if (read.changes.some(({ ticket_id: id }) => ticketNumberOf(id) > layout.tickets)) return undefined;
  const changes = followed.history.unread(read.changes, read.last, read.snapshot);
  if (changes.length === 0) return { ...followed, readAt };
  const taken = followed.map.taken.slice();
  for (const { ticket_id: id, to_status: status } of changes) setStatus(taken, ticketNumberOf(id), status);
  return { ...followed, readAt, map: { ...followed.map, sequence: followed.map.sequence + changes.length, taken } };
}

const isSame = (a: SeatsMark, b: SeatsMark) => a.tickets === b.tickets && a.prices === b.prices;

/**
 * Reads seat maps. Names, sections and prices stay in memory, for a million seats at most, until a batch or a price changes.
 * `sequence` is the number of tickets and of the changes they have seen: it grows with each and never tells more or less
 * than the map shows.
 */
export function seatMaps(database: Database) {
  const memory = createSeatMemory<Kept>(SEATS_IN_MEMORY);
  const reading = new Map<number, Promise<SeatMap>>();

  async function readNext(em: EntityManager, eventId: number, kept: Kept | undefined): Promise<Required<Kept>> {
    // Side by side: what is new is little, and readers wait for it.
    const [followed, mark] = await Promise.all([kept && readOn(em, eventId, kept), readSeatsMark(em, eventId)]);
    if (kept && followed && isSame(followed.mark, mark)) return { layout: kept.layout, followed };
    return readWhole(em, eventId, kept, mark);
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
     * within 20 ms, and read whole when there are new tickets or prices. Throws `event_not_found`.
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
