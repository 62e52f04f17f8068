import { createBatcher } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import { type Counted, countedAgain, type EventMark, stillCounts } from '../domain/counted.ts';
import { statusCode, type TicketCounts } from '../domain/ticket.ts';
import { addTickets, type CountRow, countTickets, noTickets, readMarks } from '../storage/counts.ts';

/** The tickets of one event by status and section, and the range of prices of those not withdrawn. */
export type Availability = {
  eventId: number;
  counts: TicketCounts;
  priceRange: { min: number; max: number } | null;
  sections: { section: string; counts: TicketCounts }[];
};

/** For so long, in milliseconds, counts may be told that were read before. */
export const COUNTS_LAG_MS = 250;
const REMEMBERED = 20_000;
const WITHDRAWN = statusCode('withdrawn');

function summarize(eventId: number, rows: CountRow[]): Availability {
  const counts = noTickets();
  const sections = new Map<string, TicketCounts>();
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { section, status, n, min, max } of rows) {
    addTickets(counts, status, n);
    const ofSection = sections.get(section) ?? noTickets();
    addTickets(ofSection, status, n);
    sections.set(section, ofSection);
    if (status === WITHDRAWN) continue;
    lowest = Math.min(lowest, min);
    highest = Math.max(highest, max);
  }
  const bySection = [...sections].map(([section, ofSection]) => ({ section, counts: ofSection }));
  const priceRange = lowest <= highest ? { min: lowest, max: highest } : null;
  return { eventId, counts, priceRange, sections: bySection.sort((a, b) => (a.section < b.section ? -1 : 1)) };
}

const NO_MARK: EventMark = { tickets: 0, prices: 0, line: 0 };

/**
 * Counts tickets of events. Simultaneous questions share one query, and an answer serves for a quarter of a second:
 * counting is for showing, never for deciding. An event whose tickets have not changed is not counted again.
 */
export function countAvailability(database: Database) {
  const known = new Map<number, { until: number; answer: Promise<Availability> }>();
  const counted = new Map<number, Counted & { availability: Availability }>();
  const count = createBatcher<number, Availability>(async (eventIds) => {
    if (counted.size >= REMEMBERED) counted.clear();
    const em = database.read();
    // Before the tickets: what changes between the two is counted once more.
    const { marks, snapshot } = await readMarks(em, eventIds);
    const markOf = (eventId: number) => marks.get(eventId) ?? NO_MARK;
    const due = eventIds.filter((eventId) => {
      const before = counted.get(eventId);
      return !before || !stillCounts(before, markOf(eventId));
    });
    const rows = due.length > 0 ? await countTickets(em, due) : [];
    const byEvent = Map.groupBy(rows, (row) => row.event_id);
    for (const eventId of due) {
      const availability = summarize(eventId, byEvent.get(eventId) ?? []);
      counted.set(eventId, { ...countedAgain(counted.get(eventId), markOf(eventId), snapshot), availability });
    }
    return eventIds.map((eventId) => counted.get(eventId)?.availability ?? summarize(eventId, []));
  });

  function answerFor(eventId: number): Promise<Availability> {
    const now = Date.now();
    const cached = known.get(eventId);
    if (cached && now < cached.until) return cached.answer;
    if (known.size >= REMEMBERED) known.clear();
    const answer = count(eventId);
    known.set(eventId, { until: now + COUNTS_LAG_MS, answer });
    answer.catch(() => known.delete(eventId));
    return answer;
  }

  return (eventIds: number[]): Promise<Availability[]> => Promise.all(eventIds.map(answerFor));
}
