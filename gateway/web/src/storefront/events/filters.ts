/** Which events are looked for; empty fields do not narrow. */
export type Filters = {
  q: string;
  location: string;
  /** Days as YYYY-MM-DD, by the clock of who looks. */
  from: string;
  to: string;
  sort: 'date' | 'newest';
};

/** What the API takes of filters. */
export type EventQuery = { q?: string; location?: string; from?: string; to?: string; sort?: 'newest' };

const MAX_Q = 200;
const MAX_LOCATION = 300;

/** No filters. */
export const NO_FILTERS: Filters = { q: '', location: '', from: '', to: '', sort: 'date' };

/** Midnight of a day where this browser is; undefined for what is not a day. */
function midnight(day: string): Date | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const found = new Date(Number(year), Number(month) - 1, Number(date));
  // A day that does not exist, like 31 April, rolls over to another month.
  return found.getMonth() === Number(month) - 1 && found.getFullYear() >= 1970 ? found : undefined;
}

/** The last moment of a day: days with a change of clocks are longer or shorter. */
function lastMoment(day: string): Date | undefined {
  const start = midnight(day);
  return start && new Date(start.getFullYear(), start.getMonth(), start.getDate() + 1, 0, 0, 0, -1);
}

const dayIn = (text: string | null) => (text !== null && midnight(text) ? text : '');

/** The filters that a page's address tells. What makes no sense is left out. */
export function readFilters(params: URLSearchParams): Filters {
  return {
    q: (params.get('q') ?? '').slice(0, MAX_Q),
    location: (params.get('location') ?? '').slice(0, MAX_LOCATION),
    from: dayIn(params.get('from')),
    to: dayIn(params.get('to')),
    sort: params.get('sort') === 'newest' ? 'newest' : 'date',
  };
}

/** The address of a page with these filters: only what narrows is in it. */
export function filterParams(filters: Filters): URLSearchParams {
  const entries = Object.entries(filters).filter(([name, value]) => value !== NO_FILTERS[name as keyof Filters]);
  return new URLSearchParams(entries);
}

/** The query for the API: days become moments, so that an evening belongs to its own day. */
export function eventQuery({ q, location, from, to, sort }: Filters): EventQuery {
  const start = midnight(from);
  const end = lastMoment(to);
  return {
    ...(q.trim() === '' ? {} : { q: q.trim() }),
    ...(location.trim() === '' ? {} : { location: location.trim() }),
    ...(start ? { from: start.toISOString() } : {}),
    ...(end ? { to: end.toISOString() } : {}),
    ...(sort === 'newest' ? { sort } : {}),
  };
}

/** True when the period ends before it begins. */
export function isBackwards({ from, to }: Filters): boolean {
  return from !== '' && to !== '' && to < from;
}

/** True when something narrows the list. */
export function isNarrowed({ q, location, from, to }: Filters): boolean {
  return [q, location, from, to].some((text) => text.trim() !== '');
}
