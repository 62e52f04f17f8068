import type { Database } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';
import { areNumbered, packStatuses, type SeatRun, seatRuns } from '../domain/seat-map.ts';
import { readSeatStatuses, readSeats } from '../storage/event-seats.ts';
import { requirePublished } from '../storage/terms.ts';
import { createSeatMemory } from './seat-memory.ts';

/** Every seat of an event. `layout` names the runs, in every process: they are the same as long as it is. */
export type SeatMap = { sequence: number; layout: string; runs: SeatRun[]; taken: Uint8Array };

type Layout = { tickets: number; prices: string; runs: SeatRun[] };
type Kept = { readAt: number; layout: Layout; map: SeatMap };

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

async function readMap(database: Database, eventId: number, known: Layout | undefined): Promise<Kept> {
  const readAt = performance.now();
  const em = database.read();
  await requirePublished(em, eventId);
  for (let layout = known; ; layout = await readLayout(em, eventId)) {
    // After the layout: if a batch or a price came between the two, both are read once more.
    const { digits, sequence, prices } = await readSeatStatuses(em, eventId);
    if (layout?.tickets === digits.length && layout.prices === prices) {
      const name = `${layout.tickets}.${prices}`;
      return { readAt, layout, map: { sequence, layout: name, runs: layout.runs, taken: packStatuses(digits) } };
    }
  }
}

/**
 * Reads every seat of a published event. Names, sections and prices stay in memory, for a million seats at most, until a
 * batch or a price changes; statuses are read anew, once for all who ask within 20 ms. `sequence` is the number of changes
 * the tickets have seen, counted in the same snapshot, so it grows with each change and never tells more or less than the
 * map shows. Throws `event_not_found`.
 */
export function getSeatMap(database: Database) {
  const memory = createSeatMemory<Kept>(SEATS_IN_MEMORY);
  const reading = new Map<number, Promise<SeatMap>>();

  async function read(eventId: number, known: Layout | undefined): Promise<SeatMap> {
    try {
      const kept = await readMap(database, eventId, known);
      memory.set(eventId, kept, kept.layout.tickets);
      return kept.map;
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
    const map = reading.get(eventId) ?? read(eventId, kept?.layout);
    reading.set(eventId, map);
    return map;
  };
}
