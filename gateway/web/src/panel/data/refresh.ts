import type { QueryClient } from '@tanstack/react-query';
import { keys } from './keys.ts';

/** Reads again what a change of an event's tickets may have changed. */
export function refreshEvent(client: QueryClient, eventId: number): void {
  const touched = [
    keys.event(eventId),
    keys.eventSummary(eventId),
    keys.batches(eventId),
    keys.seatMap(eventId),
    ['panel', 'tickets', eventId],
    keys.events,
  ];
  for (const queryKey of touched) void client.invalidateQueries({ queryKey });
}
