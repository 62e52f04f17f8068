import { useQueries } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { call } from '../../api/problem.ts';
import { keys } from '../data/keys.ts';
import { type Bar, heightOf, hoursOf, type Metric } from './series.ts';

/**
 * The sales of an event in each hour of a day (UTC). The API sums up any period, so each hour is asked for by itself;
 * hours to come are not asked for.
 */
export function useHours(eventId: number, day: string, metric: Metric) {
  const now = new Date().toISOString();
  const hours = hoursOf(day);
  return useQueries({
    queries: hours.map(({ from, to }) => ({
      queryKey: keys.hour(eventId, from),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call(
          api.GET('/v1/partners/events/{event_id}/sales/summary', {
            params: { path: { event_id: eventId }, query: { from, to } },
            signal,
          }),
        ),
      enabled: from <= now,
    })),
    combine: (answers) => ({
      bars: answers.map(({ data }, i): Bar => ({ key: hours[i]?.from ?? '', value: heightOf(data, metric) })),
      isPending: answers.some(({ isLoading }) => isLoading),
      error: answers.find(({ data, error }) => error !== null && !data)?.error,
      retry: () => Promise.all(answers.filter(({ isError }) => isError).map(({ refetch }) => refetch())),
    }),
  });
}
