import { readId } from '../data/event-id.ts';

/** Which sales are listed. `from` and `to` are days (UTC, `to` included) or moments (`to` excluded), as the API has them. */
export type SalesFilter = {
  eventId?: number | undefined;
  status?: 'sold' | 'cancelled' | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** True for YYYY-MM-DD on the calendar. */
export function isDay(text: string): boolean {
  const time = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function readMoment(text: string | null): string | undefined {
  if (text === null) return undefined;
  if (isDay(text)) return text;
  return /T.*(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/** The filter that an address asks for; whatever it has that makes no sense is left out. */
export function readFilter(params: URLSearchParams): SalesFilter {
  const status = params.get('status');
  return {
    eventId: readId(params.get('event')),
    status: status === 'sold' || status === 'cancelled' ? status : undefined,
    from: readMoment(params.get('from')),
    to: readMoment(params.get('to')),
  };
}

/** A filter as a part of an address. */
export function writeFilter({ eventId, status, from, to }: SalesFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (eventId !== undefined) params.set('event', String(eventId));
  if (status !== undefined) params.set('status', status);
  if (from !== undefined) params.set('from', from);
  if (to !== undefined) params.set('to', to);
  return params;
}

/** The page with the rows behind a number. */
export function salesPath(filter: SalesFilter): string {
  const query = writeFilter(filter).toString();
  return query === '' ? '/panel/sales' : `/panel/sales?${query}`;
}

/** A filter as the API's query. */
export function toQuery({ eventId, status, from, to }: SalesFilter) {
  return {
    ...(eventId === undefined ? {} : { event_id: eventId }),
    ...(status === undefined ? {} : { status }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** A query as the end of an address, with its question mark; empty for an empty query. */
export function writeQuery(query: Record<string, string | number>): string {
  const params = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return params.size === 0 ? '' : `?${params}`;
}

/** True when the period is not made of whole days, which the two fields for days can't show. */
export function hasMoment({ from, to }: SalesFilter): boolean {
  return [from, to].some((end) => end !== undefined && !isDay(end));
}

/** True when the period ends before it begins. */
export function isBackwards({ from, to }: SalesFilter): boolean {
  return from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to);
}
