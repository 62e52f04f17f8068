import { type Database, query } from '@boxoffice/platform';
import { type MapTicket, packStatuses, type SeatRun, seatRuns } from '../domain/seat-map.ts';
import { requirePublished } from '../storage/terms.ts';

/** Every seat of an event. */
export type SeatMap = { sequence: number; runs: SeatRun[]; taken: Uint8Array };

/**
 * Reads every seat of a published event. `sequence` is the number of changes its tickets have seen, counted in the same
 * snapshot, so it grows with each change and never tells more or less than the map shows. Throws `event_not_found`.
 */
export function getSeatMap(database: Database) {
  return async (eventId: number): Promise<SeatMap> => {
    const em = database.read();
    await requirePublished(em, eventId);
    const rows = await query<MapTicket & { version: number }>(
      em,
      'select id, seat, section, price, status, version from tickets where event_id = $1 order by id',
      [eventId],
    );
    const sequence = rows.reduce((sum, { version }) => sum + version, 0);
    return { sequence, runs: seatRuns(rows), taken: packStatuses(rows) };
  };
}
