import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { api } from '../api/client.ts';
import { asProblem, call, ProblemError } from '../api/problem.ts';
import { openStream } from '../api/stream.ts';
import { createLiveMap, type MapState, type Ports } from './live-map.ts';

/** An event's seats as they are now. `version` rises with each change; `ended` tells why they are no longer followed. */
export type SeatMapView = Omit<MapState, 'error'> & { error: ProblemError | undefined; reload(): void };

const TOO_MANY = 429;

function portsOf(eventId: number): Ports {
  return {
    load: () => call(api.GET('/v1/events/{event_id}/seatmap', { params: { path: { event_id: eventId } } })),
    isLasting: (error) =>
      error instanceof ProblemError && error.status >= 400 && error.status < 500 && error.status !== TOO_MANY,
    listen: (since, handlers) =>
      openStream(`/v1/events/${eventId}/seatmap/stream`, { ...handlers, lastEventId: String(since) }),
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  };
}

function problemOf(error: unknown): ProblemError | undefined {
  if (error === undefined) return undefined;
  const problem = asProblem(error);
  return problem instanceof ProblemError ? problem : new ProblemError(0, 'unknown', String(error));
}

/** Reads the seat map of an event and follows its changes for as long as the component is shown. */
export function useSeatMap(eventId: number, currency: string): SeatMapView {
  const live = useMemo(() => createLiveMap(portsOf(eventId), currency), [eventId, currency]);
  useEffect(() => {
    live.start();
    return live.stop;
  }, [live]);
  const state = useSyncExternalStore(live.subscribe, live.state);
  return useMemo(() => ({ ...state, error: problemOf(state.error), reload: live.reload }), [state, live]);
}
