import { queryOptions, useQueries } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { call } from '../../api/problem.ts';
import { keys } from './keys.ts';
import type { OwnSeatMap } from './types.ts';

// A ticket keeps its name: only new ones are missing from an old map.
const NAMES_KEPT_MS = 600_000;

/** Every seat of an own event, whatever its status, as it was when it was read. */
export function ownSeatMapOptions(eventId: number) {
  return queryOptions({
    queryKey: keys.seatMap(eventId),
    queryFn: ({ signal }) =>
      call(api.GET('/v1/partners/events/{event_id}/seatmap', { params: { path: { event_id: eventId } }, signal })),
  });
}

/** The maps of distinct own events, for the names of their seats; undefined while one is not there. */
export function useOwnSeatMaps(eventIds: readonly number[]): (eventId: number) => OwnSeatMap | undefined {
  const maps = useQueries({
    queries: eventIds.map((eventId) => ({ ...ownSeatMapOptions(eventId), staleTime: NAMES_KEPT_MS })),
  });
  return (eventId) => maps[eventIds.indexOf(eventId)]?.data;
}
