import { ticketNumberOf } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';
import { createSeatHistory, type SeatHistory } from '../domain/seat-history.ts';
import { areNumbered, packStatuses, type SeatRun, seatRuns, setStatus } from '../domain/seat-map.ts';
import { readSeatChanges, readSeatStatuses, readSeats } from '../storage/event-seats.ts';
import { requirePublished } from '../storage/terms.ts';
import { createSeatMemory } from './seat-memory.ts';

/** Every seat of an event. `layout` names the runs, in every process: they are the same as long as it is. */
export type SeatMap = { sequence: number; layout: string; runs: SeatRun[]; taken: Uint8Array };

type Layout = { tickets: number; prices: string; runs: SeatRun[] };
type Kept = { readAt: number; wholeAt: number; layout: Layout; map: SeatMap; history: SeatHistory };

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

/** Reads the status of every ticket. */
async function readWhole(em: EntityManager, eventId: number, kept: Kept | undefined): Promise<Kept> {
  const readAt = performance.now();
  const after = kept?.history.readOnAfter() ?? Number.MAX_SAFE_INTEGER;
  for (let layout = kept?.layout; ; layout = await readLayout(em, eventId)) {
    // After the layout: if a batch or a price came between the two, both are read once more.
    const { digits, sequence, prices, lastLine, linesAfter } = await readSeatStatuses(em, eventId, after);
    if (layout?.tickets !== digits.length || layout.prices !== prices) continue;
    const history = kept?.history ?? createSeatHistory(lastLine, readAt);
    history.unread(
      linesAfter.map((id) => ({ id })),
      readAt,
    );
    const map = { sequence, layout: `${layout.tickets}.${prices}`, runs: layout.runs, taken: packStatuses(digits) };
    return { readAt, wholeAt: readAt, layout, map, history };
  }
}

/** Reads what has changed since. */
async function readOn(em: EntityManager, eventId: number, kept: Kept): Promise<Kept> {
  const readAt = performance.now();
  const lines = await readSeatChanges(em, eventId, kept.history.readOnAfter());
  const changes = kept.history.unread(lines, readAt);
  if (changes.length === 0) return { ...kept, readAt };
  const taken = kept.map.taken.slice();
  for (const { ticket_id: id, to_status: status } of changes) setStatus(taken, ticketNumberOf(id), status);
  return { ...kept, readAt, map: { ...kept.map, sequence: kept.map.sequence + changes.length, taken } };
}

/**
 * Reads every seat of a published event. Names, sections and prices stay in memory, for a million seats at most, until a
 * batch or a price changes; statuses are brought up to date by what the history has gained, once for all who ask within
 * 20 ms, and read whole every half a second. `sequence` is the number of changes the tickets have seen: it grows with each
 * change and never tells more or less than the map shows. Throws `event_not_found`.
 */
export function getSeatMap(database: Database) {
  const memory = createSeatMemory<Kept>(SEATS_IN_MEMORY);
  const reading = new Map<number, Promise<SeatMap>>();

  async function read(eventId: number, kept: Kept | undefined): Promise<SeatMap> {
    const em = database.read();
    try {
      await requirePublished(em, eventId);
      const isWhole = kept !== undefined && performance.now() - kept.wholeAt < WHOLE_MS;
      const next = isWhole ? await readOn(em, eventId, kept) : await readWhole(em, eventId, kept);
      memory.set(eventId, next, next.layout.tickets);
      return next.map;
    } catch (error) {
      memory.delete(eventId);
      throw error;
    } finally {
      reading.delete(eventId);
    }
  }

  return async (eventId: number): Promise<SeatMap> => {
    const kept = memory.get(eventId);
    if (kept && performance.now() - kept.readAt < FRESH_MS) return kept.map;
    const map = reading.get(eventId) ?? read(eventId, kept);
    reading.set(eventId, map);
    return map;
  };
}
