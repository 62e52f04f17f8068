import { useMemo } from 'react';
import { rowsOf, useOwnEvents, useSummary } from './queries.ts';

/** Own events by name: those that are loaded, and all that ever sold something. */
export function useEventNames() {
  const events = useOwnEvents();
  const summary = useSummary();
  const names = useMemo(() => {
    const sold = summary.data?.by_event ?? [];
    return new Map([
      ...sold.map(({ event_id, event_name }) => [event_id, event_name] as const),
      ...rowsOf(events.data).map(({ id, name }) => [id, name] as const),
    ]);
  }, [events.data, summary.data]);
  return { names, nameOf: (eventId: number) => names.get(eventId) ?? `#${eventId}` };
}
