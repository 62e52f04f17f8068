import { readId } from '../data/event-id.ts';

/** Which failed purchases are listed. */
export type FailuresFilter = { eventId?: number | undefined; reason?: string | undefined };

/** The filter that an address asks for. */
export function readFailuresFilter(params: URLSearchParams): FailuresFilter {
  return { eventId: readId(params.get('event')), reason: params.get('reason') || undefined };
}

/** A filter as a part of an address. */
export function writeFailuresFilter({ eventId, reason }: FailuresFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (eventId !== undefined) params.set('event', String(eventId));
  if (reason !== undefined) params.set('reason', reason);
  return params;
}

/** The page with the failed purchases of a filter. */
export function failuresPath(filter: FailuresFilter): string {
  const params = writeFailuresFilter(filter);
  return params.size === 0 ? '/panel/failures' : `/panel/failures?${params}`;
}
